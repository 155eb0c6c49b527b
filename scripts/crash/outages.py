"""Outages of the real binary: a full disk, a locked database, a damaged one."""

import os
import shutil
import sqlite3
import subprocess
import time

from rounds import Round, Stuck

# Longer than SQLite waits for a lock (Connection.swift).
_LOCKED_SECONDS = 6


def full_disk(setup, expected):
    """The disk fills up while executions wait, and has room again later. None where no disk may be made."""
    state = os.path.join(setup.folder, "full-disk", "state")
    round = Round("full-disk", setup, 1)
    os.makedirs(state)
    mount = ["mount", "-t", "tmpfs", "-o", "size=16m", "tmpfs", state]
    if subprocess.run(mount, stderr=subprocess.DEVNULL).returncode != 0:
        return None
    ballast = os.path.join(state, "ballast")

    def fill():
        with open(ballast, "wb", buffering=0) as file:
            try:
                while True:
                    file.write(bytes(4096))
            except OSError:
                pass

    try:
        return _through(round, expected, fill, lambda: os.remove(ballast))
    finally:
        subprocess.run(["umount", state])


def locked(setup, expected):
    """Somebody holds the lock for longer than anybody waits for it."""
    round = Round("locked", setup, 2)
    holder = []

    def lock():
        holder.append(sqlite3.connect(round.database, isolation_level=None))
        holder[0].execute("BEGIN IMMEDIATE")

    def unlock():
        holder[0].close()

    return _through(round, expected, lock, unlock)


def _through(round, expected, begin, end):
    """Starts what a round starts, works until the outage shows, and goes on after it."""
    starts = round.write_starts()
    round.insist("flow", "start", "--each", starts, "--as", "ida")
    begin()
    errors = os.path.join(round.folder, "errors")
    with open(errors, "wb") as file:
        process = subprocess.Popen(
            round.call("flow", "work", "--until-idle", "2"),
            env=round.environment(),
            stdout=subprocess.DEVNULL,
            stderr=file,
        )
    try:
        deadline = time.monotonic() + 3 * _LOCKED_SECONDS
        while b"SQLite error" not in _read(errors) and time.monotonic() < deadline:
            time.sleep(0.05)
        complaints = _read(errors).decode()
        end()
        process.wait(60)
    finally:
        process.kill()
    # What could not even begin ends with a word about it; what had begun goes on by itself.
    if "SQLite error" not in complaints:
        return ["nothing was said about the outage"]
    try:
        round.work_to_the_end()
    except Stuck as fault:
        return [str(fault)]
    return expected.judge(round)


def damaged(setup, _):
    """A page in the middle of the database is damaged: work does not begin, and not a byte changes."""
    round = Round("damaged", setup, 3)
    round.insist("flow", "start", "--each", round.write_starts(), "--as", "ida")
    sqlite3.connect(round.database).execute("PRAGMA wal_checkpoint(TRUNCATE)").close()
    with open(round.database, "r+b") as file:
        file.seek(4096 * 10)
        file.write(b"\xa5" * 4096 * 5)
    before = _read(round.database)
    result = subprocess.run(
        round.call("flow", "work", "--until-idle", "2"),
        env=round.environment(),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        timeout=60,
    )
    found = []
    if result.returncode != 1 or b"is damaged" not in result.stderr:
        found.append("work ended with %d: %s" % (result.returncode, result.stderr.decode()))
    if _read(round.database) != before:
        found.append("the damaged database was written to")
    return found


def _read(path):
    with open(path, "rb") as file:
        return file.read()


ALL = [("full disk", full_disk), ("locked database", locked), ("damaged database", damaged)]


def check(setup, expected):
    """Goes through all of them and gives what is wrong."""
    faults = []
    for name, outage in ALL:
        found = outage(setup, expected)
        if found is None:
            print("%s: skipped, no disk may be mounted here" % name, flush=True)
            continue
        print("%s: %s" % (name, "as it should" if not found else "FAILED"), flush=True)
        faults += ["%s: %s" % (name, fault) for fault in found]
    shutil.rmtree(os.path.join(setup.folder, "damaged"), ignore_errors=True)
    return faults
