// Pulls the plug on an unmodified program: preloaded, it counts what SQLite does to the files of one database and ends
// the process with SIGKILL at a chosen point.
//
// The points of all processes of a round are counted together, in a file that they map (RAKEL_PLUG); it outlives the
// kill, and the driver sets the next point there. RAKEL_PLUG_FILE is the name of the database file.
//
// A point is an operation of some kind:
//
//   w  a write to the log                     c  the one that completes a commit there
//   d  a write to the database or a journal   s  a sync   t  a truncation   u  an unlinking
//
// and at it
//
//   before  the operation does not happen
//   after   it happens, and nothing after it
//   torn    a write puts down its first half only
//   power   what was not yet synced is lost too, or some of it, as when the power goes and not only the process
//
// The clock of the wall is moved by as many seconds as the driver says, so that days go by between two processes.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

enum file { UNKNOWN, LOG, OTHER };
enum how { NEVER, BEFORE, AFTER, TORN, POWER };
enum { MOST_FILES = 1024, MOST_KINDS = 128, ALL = 0 };

// What the driver reads and writes; the same layout stands in plug.py.
struct plug {
  _Atomic uint64_t target;  // which of the operations of the kind `unit` to end at, from 1; 0 for none
  uint64_t unit;            // ALL, or a kind
  uint64_t how;
  uint64_t seed;            // which unsynced writes survive a power cut
  _Atomic uint64_t kills;
  _Atomic uint64_t shift;   // seconds that the clock is ahead
  _Atomic uint64_t counts[MOST_KINDS];  // operations so far, by kind, and ALL of them
};

// A write that no sync has followed, with what was there before.
struct unsynced {
  struct unsynced *earlier;
  int fd;
  off_t offset, size;  // size: of the file, before
  size_t count, old;   // old: how many bytes were there
  char bytes[];        // count new ones, then the old ones
};

static struct plug *plug;
static const char *database;
static _Atomic char watched[MOST_FILES];  // LOG or OTHER
static int completes_commit;              // the next write to the log does
static struct unsynced *latest;
static pthread_mutex_t order = PTHREAD_MUTEX_INITIALIZER;

#define NEXT(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

__attribute__((constructor)) static void begin(void) {
  const char *path = getenv("RAKEL_PLUG");
  database = getenv("RAKEL_PLUG_FILE");
  if (!path || !database) return;
  int fd = (int)syscall(SYS_openat, AT_FDCWD, path, O_RDWR);
  if (fd < 0) _exit(97);
  void *map = mmap(NULL, sizeof(struct plug), PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
  if (map == MAP_FAILED) _exit(97);
  plug = map;
  syscall(SYS_close, fd);
}

// The database itself, its log and its journal; the shared memory beside them is no file that must last.
static enum file file_at(const char *path) {
  const char *name = strrchr(path, '/');
  name = name ? name + 1 : path;
  size_t length = strlen(database);
  if (strncmp(name, database, length) != 0 || strcmp(name + length, "-shm") == 0) return UNKNOWN;
  return strcmp(name + length, "-wal") == 0 ? LOG : OTHER;
}

static int is_watched(int fd) { return plug && fd >= 0 && fd < MOST_FILES && watched[fd]; }

static void die(void) {
  atomic_fetch_add(&plug->kills, 1);
  atomic_store(&plug->target, 0);
  syscall(SYS_kill, getpid(), SIGKILL);
  for (;;) pause();
}

static uint64_t drawn(void) {  // splitmix64
  uint64_t z = plug->seed += 0x9E3779B97F4A7C15;
  z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9;
  z = (z ^ z >> 27) * 0x94D049BB133111EB;
  return z ^ z >> 31;
}

static void put(int fd, const char *bytes, size_t count, off_t offset) {
  while (count > 0) {
    ssize_t n = syscall(SYS_pwrite64, fd, bytes, count, offset);
    if (n <= 0) return;
    bytes += n, count -= n, offset += n;
  }
}

// Takes back every unsynced write, and puts some down again, whole or half: a disk writes in any order.
static void lose_unsynced(void) {
  int keepsSome = drawn() % 2;
  struct unsynced *first = NULL;
  while (latest) {
    struct unsynced *write = latest;
    latest = write->earlier;
    put(write->fd, write->bytes + write->count, write->old, write->offset);
    syscall(SYS_ftruncate, write->fd, write->size);
    write->earlier = first;
    first = write;
  }
  for (struct unsynced *write = first; write && keepsSome; write = write->earlier) {
    uint64_t fate = drawn() % 4;
    if (fate == 0) continue;
    put(write->fd, write->bytes, fate == 1 ? write->count / 2 : write->count, write->offset);
  }
}

static void remember(int fd, const void *bytes, size_t count, off_t offset) {
  struct stat file;
  struct unsynced *write = malloc(sizeof *write + 2 * count);
  if (!write || fstat(fd, &file) != 0) return;
  memcpy(write->bytes, bytes, count);
  ssize_t old = syscall(SYS_pread64, fd, write->bytes + count, count, offset);
  *write = (struct unsynced){latest, fd, offset, file.st_size, count, old > 0 ? (size_t)old : 0};
  latest = write;
}

static void forget(int fd) {
  for (struct unsynced **link = &latest; *link;) {
    struct unsynced *write = *link;
    if (write->fd == fd) {
      *link = write->earlier;
      free(write);
    } else {
      link = &write->earlier;
    }
  }
}

// What a write is. A frame of the log is a header of 24 bytes and a page; the header of the last frame of a commit has
// the size of the database in its second word (https://sqlite.org/fileformat2.html#the_write_ahead_log).
static char kind_of_write(int fd, const unsigned char *bytes, size_t count) {
  if (watched[fd] != LOG) return 'd';
  char kind = completes_commit ? 'c' : 'w';
  completes_commit = count == 24 && (bytes[4] | bytes[5] | bytes[6] | bytes[7]) != 0;
  return kind;
}

// Counts a point; NEVER, or how to end at it.
static enum how point(char kind) {
  uint64_t all = atomic_fetch_add(&plug->counts[ALL], 1) + 1;
  uint64_t of_kind = atomic_fetch_add(&plug->counts[(int)kind], 1) + 1;
  uint64_t target = atomic_load(&plug->target);
  if (target == 0 || (plug->unit != ALL && plug->unit != (uint64_t)kind)) return NEVER;
  if ((plug->unit == ALL ? all : of_kind) < target) return NEVER;
  if (plug->how == BEFORE) die();
  if (plug->how == POWER) {
    // Half of the power cuts come when the operation is done: a sync that has returned must hold.
    if (drawn() % 2) return POWER;
    lose_unsynced();
    die();
  }
  return (enum how)plug->how;
}

static void end(enum how how) {
  if (how == POWER) lose_unsynced();
  if (how != NEVER) die();
}

int open64(const char *path, int flags, ...) {
  va_list rest;
  va_start(rest, flags);
  int fd = NEXT(open64)(path, flags, va_arg(rest, mode_t));
  va_end(rest);
  if (plug && fd >= 0 && fd < MOST_FILES) watched[fd] = file_at(path);
  return fd;
}

int close(int fd) {
  if (is_watched(fd)) {
    pthread_mutex_lock(&order);
    forget(fd);
    watched[fd] = 0;
    pthread_mutex_unlock(&order);
  }
  return NEXT(close)(fd);
}

ssize_t pwrite64(int fd, const void *bytes, size_t count, off64_t offset) {
  if (!is_watched(fd)) return NEXT(pwrite64)(fd, bytes, count, offset);
  pthread_mutex_lock(&order);
  enum how how = point(kind_of_write(fd, bytes, count));
  remember(fd, bytes, count, offset);
  ssize_t n = NEXT(pwrite64)(fd, bytes, how == TORN ? count / 2 : count, offset);
  end(how);
  pthread_mutex_unlock(&order);
  return n;
}

int fdatasync(int fd) {
  if (!is_watched(fd)) return NEXT(fdatasync)(fd);
  pthread_mutex_lock(&order);
  enum how how = point('s');
  // The rounds need no real disk: what SIGKILL leaves is in the page cache, and a power cut is played here.
  forget(fd);
  end(how);
  pthread_mutex_unlock(&order);
  return 0;
}

int fsync(int fd) { return is_watched(fd) ? fdatasync(fd) : NEXT(fsync)(fd); }

int ftruncate64(int fd, off64_t size) {
  if (!is_watched(fd)) return NEXT(ftruncate64)(fd, size);
  pthread_mutex_lock(&order);
  enum how how = point('t');
  int status = NEXT(ftruncate64)(fd, size);
  end(how);
  pthread_mutex_unlock(&order);
  return status;
}

int unlink(const char *path) {
  if (!plug || file_at(path) == UNKNOWN) return NEXT(unlink)(path);
  pthread_mutex_lock(&order);
  enum how how = point('u');
  int status = NEXT(unlink)(path);
  end(how);
  pthread_mutex_unlock(&order);
  return status;
}

static void shift(time_t *seconds) {
  if (plug) *seconds += (time_t)atomic_load(&plug->shift);
}

int clock_gettime(clockid_t clock, struct timespec *now) {
  int status = (int)syscall(SYS_clock_gettime, clock, now);
  if (status == 0 && (clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE)) shift(&now->tv_sec);
  return status;
}

int gettimeofday(struct timeval *restrict now, void *restrict zone) {
  int status = (int)syscall(SYS_gettimeofday, now, zone);
  if (status == 0) shift(&now->tv_sec);
  return status;
}

time_t time(time_t *result) {
  struct timespec now = {0};
  clock_gettime(CLOCK_REALTIME, &now);
  if (result) *result = now.tv_sec;
  return now.tv_sec;
}
