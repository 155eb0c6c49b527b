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

// Unix's writes in SQLite take `size & 0x1ffff` bytes (os_unix.c, seekAndWriteFd; 3.40.1): one of 128 KiB writes nothing,
// which counts as a full disk. What a savepoint or a temporary table has kept in memory, to go back to, is written at once
// when it outgrows that, so here it is written in parts.
struct rakel_files {
  sqlite3_vfs vfs;
  int (*open)(sqlite3_vfs *, const char *, sqlite3_file *, int, int *);
  int (*write)(sqlite3_file *, const void *, int, sqlite3_int64);
  sqlite3_io_methods savepoint;
};
static inline struct rakel_files *rakel_files(void) {
  static struct rakel_files files;
  return &files;
}
static inline int rakel_write_in_parts(sqlite3_file *file, const void *bytes, int count, sqlite3_int64 place) {
  for (int part, done = 0; done < count; done += part) {
    part = count - done < 0x10000 ? count - done : 0x10000;
    int status = rakel_files()->write(file, (const char *)bytes + done, part, place + done);
    if (status != SQLITE_OK) return status;
  }
  return SQLITE_OK;
}
static inline int rakel_open_file(sqlite3_vfs *vfs, const char *path, sqlite3_file *file, int flags, int *given) {
  struct rakel_files *files = rakel_files();
  int status = files->open(vfs, path, file, flags, given);
  if (status != SQLITE_OK || !(flags & (SQLITE_OPEN_SUBJOURNAL | SQLITE_OPEN_TEMP_JOURNAL))) return status;
  sqlite3_mutex *once = sqlite3_mutex_alloc(SQLITE_MUTEX_STATIC_APP1);
  sqlite3_mutex_enter(once);
  if (!files->write) {
    files->savepoint = *file->pMethods;
    files->write = files->savepoint.xWrite;
    files->savepoint.xWrite = rakel_write_in_parts;
  }
  sqlite3_mutex_leave(once);
  file->pMethods = &files->savepoint;
  return SQLITE_OK;
}
// How many bytes of pages a savepoint keeps in memory, to go back to, before it writes them into a file. To be called once,
// before anything else but other settings of the library.
static inline int rakel_keep_savepoints_in_memory(int bytes) {
  struct rakel_files *files = rakel_files();
  int status = sqlite3_config(SQLITE_CONFIG_STMTJRNL_SPILL, bytes);
  sqlite3_vfs *plain = sqlite3_vfs_find(0);
  if (status != SQLITE_OK || !plain) return SQLITE_ERROR;
  files->vfs = *plain;
  files->open = plain->xOpen;
  files->vfs.xOpen = rakel_open_file;
  files->vfs.zName = "rakel";
  return sqlite3_vfs_register(&files->vfs, 1);
}
