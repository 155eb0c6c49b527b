"""One round: a database, a few executions, and a plug that is pulled at the moments of a plan."""

import json
import os
import signal
import subprocess
import threading

import outcome
from plug import Plug

# A process that takes longer hangs: the longest has a few waits of a second.
_PATIENCE = 120
_DATABASE = "rakel.sqlite"


class Stuck(Exception):
    """The round cannot go on."""


class Kill:
    """One moment: at an operation (`kind`, `number`, `how`), or after so many seconds of some process."""

    def __init__(self, kind=None, number=0, how="", seconds=None):
        self.kind, self.number, self.how, self.seconds = kind, number, how, seconds

    def __str__(self):
        if self.seconds is not None:
            return "after %.4f s" % self.seconds
        return "%s %s%d" % (self.how, self.kind, self.number)


class Round:
    def __init__(self, name, setup, seed, kills=(), is_busy=False):
        self.name = name
        self.setup = setup
        self.kills = list(kills)
        self.is_busy = is_busy
        self.content = setup.content
        self.folder = os.path.join(setup.folder, name)
        self.state = os.path.join(self.folder, "state")
        os.makedirs(self.folder, exist_ok=True)
        self.plug = Plug(os.path.join(self.folder, "plug"), seed)
        self.ledger = setup.counterpart.ledger(name)
        self.killed = 0
        self.processes = 0
        self.answers = []
        self._lock = threading.Lock()

    @property
    def database(self):
        return os.path.join(self.state, _DATABASE)

    def run(self):
        """Takes every execution from its start to its end."""
        self._arm()
        self.insist("flow", "start", "--each", self.write_starts(), "--as", "ida")
        self.work_to_the_end()

    def write_starts(self):
        """Writes down what is started and gives the path."""
        starts = os.path.join(self.folder, "starts.jsonl")
        with open(starts, "w") as file:
            base = "http://%s/%s" % (self.setup.counterpart.host, self.name)
            for start in executions(base):
                file.write(json.dumps({key: start[key] for key in start if key != "end"}) + "\n")
        return starts

    def work_to_the_end(self):
        """Works and answers until all that was started has ended."""
        for _ in range(50):
            with self._answering():
                self.insist("flow", "work", "--until-idle", "2")
            running, is_due, tokens, items = outcome.standing(self.database)
            if not running:
                return
            # Somebody may have answered just as the work came to its end.
            if not is_due and not tokens and not items:
                raise Stuck("nothing is due, nobody is asked, and not all have ended")
            self._answer(tokens, items)
        raise Stuck("it does not come to an end")

    # What people do.

    def _answer(self, tokens, items):
        for token in tokens:
            self.insist("flow", "answer", token, '{"value": "Nora"}', "--as", "ida", ok=(0, 1))
        for number in items:
            self.insist("worklist", "done", str(number), "Klar.", "--as", "ida", ok=(0, 1))

    def _answering(self):
        return _Answering(self) if self.is_busy else _Nothing()

    def answer_what_is_open(self):
        try:
            _, _, tokens, items = outcome.standing(self.database)
        except Exception:
            # A reader that comes as a process dies may find the log in the making; it comes again.
            return
        self._answer(tokens, items)

    def was_killed(self):
        """Looks at what a kill has left; nothing here, where all is compared at the end."""

    # Processes.

    def insist(self, *words, ok=(0,)):
        """Runs a command again until it has not been killed, and gives what it says."""
        for _ in range(100):
            status, said, errors = self._process(words)
            if status in ok:
                return said
            if status != -signal.SIGKILL:
                raise Stuck("rakel %s ended with %d: %s" % (" ".join(words), status, errors))
        raise Stuck("rakel %s is killed again and again" % " ".join(words))

    def call(self, *words):
        """A command line of Rakel on the round's database."""
        return [self.setup.rakel, *words, "--content", self.content, "--state", self.state]

    def environment(self):
        """The environment of every process of the round: with the plug."""
        return self.setup.environment(self.plug.path, _DATABASE)

    def _process(self, words):
        with self._lock:
            self.processes += 1
        process = subprocess.Popen(
            self.call(*words),
            env=self.environment(),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        kill = self.kills[0] if self.kills else None
        seconds = kill.seconds if kill else None
        try:
            said, errors = process.communicate(timeout=_PATIENCE if seconds is None else seconds)
        except subprocess.TimeoutExpired:
            process.kill()
            said, errors = process.communicate()
            if seconds is None:
                raise Stuck("rakel %s hangs: %s" % (" ".join(words), errors.decode()))
        if process.returncode == -signal.SIGKILL:
            with self._lock:
                self.killed += 1
                self.kills = self.kills[1:]
                self._arm()
                self.was_killed()
        return process.returncode, said.decode(), errors.decode().strip()

    def _arm(self):
        """Sets the plug to the next operation of the plan."""
        if not self.kills or self.kills[0].seconds is not None:
            return self.plug.clear()
        kill = self.kills[0]
        self.plug.set(kill.kind, max(kill.number, self.plug.count(kill.kind) + 1), kill.how)


class _Answering:
    """Answers while Rakel works, from other processes."""

    def __init__(self, round):
        self._round = round
        self._ends = threading.Event()
        self._fault = None
        self._thread = threading.Thread(target=self._run)

    def _run(self):
        try:
            while not self._ends.wait(0.1):
                self._round.answer_what_is_open()
        except Stuck as fault:
            self._fault = fault

    def __enter__(self):
        self._thread.start()

    def __exit__(self, kind, value, trace):
        self._ends.set()
        self._thread.join()
        if self._fault and value is None:
            raise self._fault


class _Nothing:
    def __enter__(self):
        pass

    def __exit__(self, *_):
        pass


def executions(base):
    """What every round starts, and how each of them ends."""
    kari = {"user": {"id": "kari", "municipality": "fjordviken"}, "language": "nb", "counterpart": base}
    starts = []

    def start(flow, name, end="succeeded", **more):
        starts.append({"flow": flow, "name": name, "end": end, "input": {**kari, **more}})

    for kind, manner in [("case", "apply"), ("item", "busy"), ("case", "deaf"), ("item", "lost")]:
        start("order", "order-" + manner, what="En skjerm", kind=kind, manner=manner)
    start("ask", "ask")
    start("fail", "fail", end="failed")
    start("branches", "branches", names=["a", "b", "c", "d"])
    start("items", "items", numbers=[1, 2, 3, 4, 5])
    return starts


class Expected:
    """What the rounds without a kill came to."""

    def __init__(self, round):
        self.lines = outcome.outcome(round.database)
        self.keys = {key: payload(bodies[0]) for key, bodies in round.ledger.attempts.items()}
        self.ends = outcome.ends(round.database)

    def faults(self):
        """What shows that the flows do not do what they are here for."""
        wanted = {start["name"]: start["end"] for start in executions("")}
        return [
            "%s ends as %s" % (name, self.ends.get(name))
            for name, end in wanted.items()
            if self.ends.get(name) != end
        ]

    def judge(self, round):
        """What a round that came to its end did otherwise than the one that was never interrupted."""
        found = list(outcome.faults(round.database))
        lines, wanted = outcome.outcome(round.database), self.lines
        if lines != wanted:
            for line in surplus(wanted, lines):
                found.append("missing: " + line)
            for line in surplus(lines, wanted):
                found.append("unexpected: " + line)
        for key in sorted(set(self.keys) | set(round.ledger.attempts)):
            attempts = round.ledger.attempts.get(key, [])
            if key not in self.keys:
                found.append("a key that should not be: %s" % key)
            elif not attempts:
                found.append("lost: nothing came with the key %s" % key)
            elif len(set(attempts)) > 1:
                found.append("different payloads with the key %s: %s" % (key, sorted(set(attempts))))
            elif is_refusal(attempts[0]) == (key in round.ledger.applied):
                found.append("not applied as it should: %s" % key)
            elif self.keys[key] != payload(attempts[0]):
                found.append("another payload with the key %s: %s" % (key, attempts[0]))
        return found


def is_refusal(attempt):
    return attempt[0] == "refuse"


def payload(attempt):
    """An attempt without what is another in every round, though the same in every attempt."""
    manner, body = attempt
    content = json.loads(body)
    for key in ("number", "entered"):
        if key in content:
            content[key] = "…"
    return manner, json.dumps(content, sort_keys=True)


def surplus(some, others):
    """What is in the one list and not in the other."""
    rest = list(others)
    found = []
    for line in some:
        if line in rest:
            rest.remove(line)
        else:
            found.append(line)
    return found


def drawn_seconds(random):
    """A moment of a process's life: most of what happens, happens in its first tenth of a second."""
    return random.choice([random.uniform(0.005, 0.15), random.uniform(0.01, 2.5)])
