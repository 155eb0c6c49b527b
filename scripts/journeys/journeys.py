#!/usr/bin/env python3
"""Talks with the running Rakel as Microsoft's channel does, as attackers do, and as a bad day does.

    scripts/journeys/journeys.py --rakel PATH [--only WORD] [--state FOLDER] [--keep]

Each check is a line; those that fail say why, and the exit status is 1. A group of checks has a Rakel of its own, with
a channel service of ours at the other end. What Rakel sends is read with Microsoft's own models (botbuilder-schema from
PyPI, installed beside the build on first use). At the end of a group its log is searched for what must not be there.
"""

import argparse
import concurrent.futures
import itertools
import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time
import traceback

_HERE = os.path.dirname(os.path.abspath(__file__))
_ROOT = os.path.dirname(os.path.dirname(_HERE))
_SCHEMA = "botbuilder-schema==4.17.1"


def enter_environment():
    """Goes on in a virtual environment with the SDK's models, which is made where it is missing."""
    folder = os.path.join(_ROOT, ".build", "journeys", _SCHEMA)
    python = os.path.join(folder, "bin", "python")
    if os.path.abspath(sys.prefix) == os.path.abspath(folder):
        return
    if not os.path.exists(os.path.join(folder, "complete")):
        shutil.rmtree(folder, ignore_errors=True)
        subprocess.run([sys.executable, "-m", "venv", folder], check=True)
        subprocess.run([python, "-m", "pip", "install", "--quiet", _SCHEMA], check=True)
        open(os.path.join(folder, "complete"), "w").close()
    os.execv(python, [python, os.path.abspath(__file__), *sys.argv[1:]])


class Report:
    """Prints a line for each check."""

    def __init__(self):
        self.passed, self.failed = 0, []
        self._lock = threading.Lock()

    def note(self, group, name, seconds, fault=None, words=""):
        line = "%-7s %5.1f s  %s: %s" % ("FAILED" if fault else "ok", seconds, group, name)
        line = ascii(line)[1:-1] + (" (%s)" % words if words else "")
        with self._lock:
            if fault:
                self.failed.append((group, name))
                line += "\n        " + fault.strip().replace("\n", "\n        ")
            else:
                self.passed += 1
            print(line, flush=True)


def watch_for_stalls():
    """Says when all has stood still, which is no fault of Rakel's, but fails what has deadlines."""
    last = time.monotonic()
    while True:
        time.sleep(0.1)
        now = time.monotonic()
        if now - last > 3:
            print("stalled for %.1f s: what fails may be due to that" % (now - last), flush=True)
        last = now


def attempt(report, group, name, check, *arguments):
    from world import Failed

    began = time.monotonic()
    fault, words = None, ""
    try:
        words = check(*arguments) or ""
    except Failed as error:
        fault = str(error)
    except Exception:
        fault = traceback.format_exc(limit=4)
    report.note(group, name, time.monotonic() - began, fault, words)


def perform(group, content, folder, report, only):
    """All checks of a group, and what must hold of any."""
    from world import World, expect

    checks = [check for check in group.checks if not only or only in group.name + ": " + check[0]]
    if not checks:
        return
    worlds, numbers = [], itertools.count()

    def world(settings=None):
        place = os.path.join(folder, "%s-%d" % (group.name.replace(" ", "-"), next(numbers)))
        os.makedirs(place)
        made = World(content, place, group.settings | (settings or {}))
        worlds.append(made)
        return made

    def nothing_leaked(each):
        leaks = each.leaks()
        expect(not leaks, "the log has %s", ", ".join(leaks[:5]))

    def all_was_well_formed(each):
        faults = each.channel.faults
        expect(not faults, "%d faults: %s", len(faults), "; ".join(faults[:5]))

    try:
        if group.makes_worlds:
            with concurrent.futures.ThreadPoolExecutor(group.workers) as pool:
                for name, check in checks:
                    pool.submit(attempt, report, group.name, name, check, world)
        else:
            one = world()
            group.prepare(one)
            one.start()
            with concurrent.futures.ThreadPoolExecutor(group.workers) as pool:
                for name, check in checks:
                    pool.submit(attempt, report, group.name, name, check, one)

            def stopped(each):
                status = each.stop()
                expect(status == 0, "exit status %d", status)

            attempt(report, group.name, "stops in order", stopped, one)
        for each in worlds:
            attempt(report, group.name, "no log has texts, names or tokens", nothing_leaked, each)
            name = "all that was sent is well-formed (%d)" % len(each.channel.sent)
            attempt(report, group.name, name, all_was_well_formed, each)
    except Exception:
        report.note(group.name, "could be run", 0, traceback.format_exc(limit=4))
    finally:
        for each in worlds:
            each.close()


def main():
    enter_environment()
    import table
    from world import Content

    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rakel", required=True, help="the binary")
    parser.add_argument("--only", help="the checks alone in whose line this word is")
    parser.add_argument("--state", help="where the learned model is kept from one run to the next")
    parser.add_argument("--jobs", type=int, default=6, help="how many groups at once")
    parser.add_argument("--keep", action="store_true", help="leave logs and databases")
    options = parser.parse_args()

    began = time.monotonic()
    folder = tempfile.mkdtemp(prefix="journeys-")
    models = os.path.join(options.state or os.path.join(_ROOT, ".build", "journeys"), "models")
    content = Content(
        os.path.abspath(options.rakel), _ROOT, os.path.join(folder, "content"), models
    )
    report = Report()
    threading.Thread(target=watch_for_stalls, daemon=True).start()
    table.learn(content, folder)
    print("learned, %.1f s" % (time.monotonic() - began), flush=True)
    with concurrent.futures.ThreadPoolExecutor(options.jobs) as pool:
        for group in table.GROUPS:
            pool.submit(perform, group, content, folder, report, options.only)
    print(
        "%d checks passed, %d failed, %.1f s"
        % (report.passed, len(report.failed), time.monotonic() - began)
    )
    if options.keep:
        print("logs and databases: " + folder)
    else:
        shutil.rmtree(folder, ignore_errors=True)
    return 1 if report.failed or not report.passed else 0


if __name__ == "__main__":
    sys.exit(main())
