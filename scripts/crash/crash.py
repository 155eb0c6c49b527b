#!/usr/bin/env python3
"""Kills the real Rakel with SIGKILL, round after round, and finds out whether anything but time was lost.

    scripts/crash/crash.py --rakel PATH [--rounds 1000] [--seed 1] [--jobs N] [--scenario NAME] [--only ROUND]

A round is a new database. In those of the scenario `flows` a dozen executions take every kind of transition
(content/flows), while a counterpart keeps the idempotency keys of what it is sent; in those of `campaign`, a tenth as
many, a dozen machines are exchanged, from the import to the last that is disposed of (campaign_round.py); in those of
`licences`, as many again, licences are freed and given back (licences_round.py). Rakel is killed where the
plan of the round says, at an operation on the disk (plug.c) or at some instant, and called again until all has ended.
Then everything must be as in the rounds that were not interrupted: the way and the end of each execution, each effect
in the database, each key at the counterpart, and with each key the same payload at every attempt. What must hold of a
campaign at any moment is looked at after each kill.
"""

import argparse
import collections
import concurrent.futures
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time

import campaign_outcome
import campaign_round
import licences_round
import outages
import rounds
from counterpart import Counterpart
from rounds import Kill, Stuck

_HERE = os.path.dirname(os.path.abspath(__file__))
_HOWS = ["before", "torn", "after", "power"]
# More in one round find nothing more, and take long.
_MOST_KILLS = 40

# What its rounds are, what they must come to, and one in how many is of the kind.
Scenario = collections.namedtuple("Scenario", "name round expected share")
_SCENARIOS = [
    Scenario("flows", rounds.Round, rounds.Expected, 1),
    Scenario("campaign", campaign_round.CampaignRound, campaign_outcome.Expected, 10),
    Scenario("licences", licences_round.LicencesRound, licences_round.Expected, 10),
]


class Setup:
    """What all rounds share."""

    def __init__(self, rakel, folder):
        self.rakel = os.path.abspath(rakel)
        self.folder = folder
        self.counterpart = Counterpart()
        self.content = os.path.join(folder, "content")
        self._library = os.path.join(folder, "plug.so")
        shutil.copytree(os.path.join(_HERE, "content"), self.content)
        with open(os.path.join(self.content, "settings.json"), "w") as file:
            file.write('{"outside": {"hosts": ["%s"]}}' % self.counterpart.host)
        self.campaign_content = os.path.join(folder, "campaign-content")
        campaign_round.write_content(self.campaign_content)
        compiler = shutil.which("clang") or shutil.which("cc") or "gcc"
        source = os.path.join(_HERE, "plug.c")
        subprocess.run([compiler, "-O1", "-shared", "-fPIC", "-o", self._library, source], check=True)

    def environment(self, plug, database):
        return {
            "PATH": os.environ["PATH"],
            "LD_PRELOAD": self._library,
            "RAKEL_PLUG": plug,
            "RAKEL_PLUG_FILE": database,
        }


def plans(count, operations, commits, seed):
    """The kills of each round.

    The first half goes through every commit in all four ways, one in a round if there are rounds enough, else so many
    in a round as it takes, or some of them. The rest is drawn: operations of any kind, and instants.
    """
    points = [(number, how) for number in range(1, commits + 1) for how in _HOWS]
    half = max(1, count // 2)
    share = min(len(points), half)
    shares = [points[i::share] for i in range(share)]
    for i in range(count):
        draw = random.Random("%d/%d" % (seed, i))
        if i < share:
            some = sorted(draw.sample(shares[i], min(len(shares[i]), _MOST_KILLS)))
            yield [Kill("c", number, how) for number, how in some]
        elif i % 2:
            numbers = sorted(draw.randint(1, operations) for _ in range(draw.randint(1, 4)))
            yield [Kill("all", number, draw.choice(_HOWS)) for number in numbers]
        else:
            yield [Kill(seconds=rounds.drawn_seconds(draw)) for _ in range(draw.randint(1, 4))]


def perform(setup, scenario, number, kills, seed, expected):
    """Gives what is wrong with a round, and the round."""
    # Where the power goes, it goes for all at once; only one process is told here.
    is_busy = number % 3 == 0 and not any(kill.how == "power" for kill in kills)
    plan = ", ".join(map(str, kills[:4])) + (" and so on" if len(kills) > 4 else "")
    plan += ", answers meanwhile" if is_busy else ""
    name = "%s-%d" % (scenario.name, number)
    round = scenario.round(name, setup, seed * 1_000_003 + number, kills, is_busy)
    try:
        round.run()
        found = expected.judge(round) if expected else []
    except Stuck as fault:
        found = [str(fault)]
    if not found and expected:
        shutil.rmtree(round.folder)
        setup.counterpart.ledgers.pop(round.name).attempts.clear()
    return round, ["%s %d (%s): %s" % (scenario.name, number, plan or "no kill", fault) for fault in found]


def baseline(setup, scenario, seed):
    """What rounds without a kill come to; they must all come to the same."""
    first, found = perform(setup, scenario, -1, [], seed, None)
    if found:
        sys.exit("\n".join(["uninterrupted:"] + found))
    expected = scenario.expected(first)
    if expected.faults():
        sys.exit("\n".join(["uninterrupted:"] + expected.faults()))
    for number in (-2, -3):
        _, found = perform(setup, scenario, number, [], seed, expected)
        if found:
            sys.exit("\n".join(["uninterrupted, but not the same:"] + found))
    return expected, first


def series(setup, scenario, options):
    """All rounds of a scenario; gives how many there were, and what is wrong."""
    began = time.monotonic()
    expected, first = baseline(setup, scenario, options.seed)
    operations, commits = first.plug.count(), first.plug.count("c")
    kinds = ", ".join("%d %s" % (first.plug.count(kind), kind) for kind in "wcdstu")
    print(
        "%s, uninterrupted: %d executions, %d keys, %d operations (%s), %d processes, %.1f s"
        % (
            scenario.name,
            len(expected.ends),
            len(expected.keys),
            operations,
            kinds,
            first.processes,
            time.monotonic() - began,
        ),
        flush=True,
    )
    count = -(-options.rounds // scenario.share)
    numbered = list(enumerate(plans(count, operations, commits, options.seed), 1))
    if options.only:
        numbered = [(number, kills) for number, kills in numbered if number == options.only]
    faults, killed, processes, unharmed, others = [], 0, 0, 0, 0
    if not options.only and scenario.name == "flows":
        others = len(outages.ALL)
        faults = outages.check(setup, expected)
        for fault in faults:
            print(fault, flush=True)
    with concurrent.futures.ThreadPoolExecutor(options.jobs) as pool:
        futures = [
            pool.submit(perform, setup, scenario, number, kills, options.seed, expected)
            for number, kills in numbered
        ]
        for done, future in enumerate(concurrent.futures.as_completed(futures), 1):
            round, found = future.result()
            killed += round.killed
            processes += round.processes
            unharmed += round.killed == 0
            faults += found
            for fault in found[:5]:
                print(fault, flush=True)
            if done % 100 == 0:
                print("%d rounds, %d kills, %.0f s" % (done, killed, time.monotonic() - began), flush=True)
    print(
        "%s: %d rounds with %d kills among %d processes (%d rounds ended before their kill), seed %d, %.0f s"
        % (
            scenario.name,
            len(numbered),
            killed,
            processes,
            unharmed,
            options.seed,
            time.monotonic() - began,
        ),
        flush=True,
    )
    return len(numbered) + others, faults


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rakel", required=True, help="the binary")
    parser.add_argument("--rounds", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=6 * (os.cpu_count() or 2))
    parser.add_argument("--scenario", choices=[each.name for each in _SCENARIOS], help="that one alone")
    parser.add_argument("--only", type=int, help="that round alone, its folder kept")
    options = parser.parse_args()

    folder = tempfile.mkdtemp(prefix="rakel-crash-")
    setup = Setup(options.rakel, folder)
    total, faults = 0, []
    for scenario in _SCENARIOS:
        if scenario.name == "licences" and not licences_round.is_possible():
            print("licences: left out, for it needs RAKEL_SHARED, and aiohttp and jsonschema of Python")
            continue
        if options.scenario in (None, scenario.name):
            rounds_of_it, found = series(setup, scenario, options)
            total += rounds_of_it
            faults += found
    bad = len({fault.split(":")[0].split(" (")[0] for fault in faults})
    if bad:
        print("the folders of the rounds that failed are in %s" % folder)
    else:
        shutil.rmtree(folder, ignore_errors=True)
    print("%d passed, %d failed" % (total - bad, bad))
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
