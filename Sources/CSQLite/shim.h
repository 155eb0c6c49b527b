#pragma once
#include <sqlite3.h>

// SQLITE_TRANSIENT is a cast macro, which Swift cannot import: the value is copied by SQLite before the call returns.
// What is empty need not be anywhere, and is a text nevertheless.
static inline int rakel_bind_text(sqlite3_stmt *statement, int index, const unsigned char *text, int bytes) {
  return sqlite3_bind_text(statement, index, text ? (const char *)text : "", bytes, SQLITE_TRANSIENT);
}
// sqlite3_db_config is variadic, which Swift cannot import.
static inline int rakel_checkpoint_on_close(sqlite3 *database, int does) {
  return sqlite3_db_config(database, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, does ? 0 : 1, (int *)0);
}
static inline int rakel_bind_blob(sqlite3_stmt *statement, int index, const void *data, int bytes) {
  return bytes == 0 ? sqlite3_bind_zeroblob(statement, index, 0)
                    : sqlite3_bind_blob(statement, index, data, bytes, SQLITE_TRANSIENT);
}
// sqlite3_config is variadic too. Without counts of memory nobody has to wait for the lock that guards them.
static inline int rakel_do_not_count_memory(void) {
  return sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
}
// How many bytes of pages a savepoint keeps in memory, to go back to, before it writes them into a file.
static inline int rakel_keep_savepoints_in_memory(int bytes) {
  return sqlite3_config(SQLITE_CONFIG_STMTJRNL_SPILL, bytes);
}
