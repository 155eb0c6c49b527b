"""What a campaign has come to, what its people do next, and what must hold at every moment of it."""

import collections
import json
import re
import sqlite3

import outcome
from rounds import surplus

_STAGES = ["inUse", "offered", "ordered", "ready", "replaced", "returned", "wiped", "disposed"]
# Units of stock, of all municipalities that the machines are in (campaign/policy.json).
_STOCK = {"model:lett": 3, "model:stor": 12, "accessory:dokk": 3}
_SEATS = 2
# They never answer; Liv, their leader, does for Ivar alone.
_SILENT = {"ivar", "jon", "mona"}
_IVARS = "cr1007"
# How the members end, and the machines.
_ENDS = {"collected": 10, "silent": 1, "left": 1}
_LEFT = {"disposed": 11, "inUse": 1}


class Standing:
    """How it stands at a moment, and what follows from that for people."""

    def __init__(self, path, now):
        self._now = now
        outcome.read(path, self._load)

    def _load(self, connection):
        def all_of(sql):
            return [dict(row) for row in connection.execute(sql).fetchall()]

        self._questions = all_of(
            "SELECT q.token, q.user, q.inputs, e.name, e.state FROM question q"
            " JOIN execution e ON e.token = q.token WHERE q.state = 'open' ORDER BY q.user, q.id"
        )
        self._items = all_of(
            "SELECT number, kind, user, due FROM workItem WHERE token IS NOT NULL"
            " AND status NOT IN ('done', 'cancelled') ORDER BY number"
        )
        self._due = [
            row["due"] / 1000
            for row in all_of(
                "SELECT due FROM execution WHERE status = 'running' AND due IS NOT NULL"
            )
        ]
        self._steps = {
            (row["user"], row["step"], row["detail"])
            for row in all_of("SELECT user, step, detail FROM rolloverStep")
        }

    def _has(self, user, step, detail=None):
        return (user, step, detail) in self._steps

    def answers(self):
        """Pairs of a token and what is answered; those who answer nothing are left out."""
        found = []
        for question in self._questions:
            answer = self._answer(question)
            if answer:
                found.append((question["token"], answer))
        return found

    def _answer(self, question):
        user, state = question["user"], question["state"]
        inputs = {each["id"]: each for each in json.loads(question["inputs"])}
        if state == "Whose":
            return {"value": "Hans Vik"}
        if state == "What help":
            return {"value": "Jeg trenger en stor skjerm."}
        if state == "When":
            return {"action": "wait", "day": inputs["day"]["earliest"]}
        if state == "Ask for a time":
            return {"action": "time", "slot": _first(inputs["slot"])}
        if user in _SILENT or (user == "liv" and not question["name"].endswith(_IVARS)):
            return None
        if user == "guri":
            return {"action": "notMine"}
        if user == "frode" and not self._has("frode", "answered", "later"):
            return {"action": "later"}
        if user == "helga" and not self._has("helga", "answered", "help"):
            return {"action": "help"}
        return self._choice(inputs)

    def _choice(self, inputs):
        """What everybody wants: the first of all, and a dock as long as there is one."""
        accessories = [each["value"] for each in inputs.get("accessories", {}).get("choices", [])]
        return {
            "action": "yes",
            "model": _first(inputs["model"]),
            "accessories": "dokk" if "dokk" in accessories else "",
            "slot": _first(inputs["slot"]),
        }

    def work(self):
        """Pairs of an item that is done now and whether it is claimed first."""
        return [
            (item["number"], item["user"] == "aud")
            for item in self._items
            if item["kind"] != "utlevering"
            or (item["due"] <= self._now * 1000 and not self._stays_away(item))
        ]

    def _stays_away(self, item):
        """Knut misses his first time."""
        return item["user"] == "knut" and not self._has("knut", "missed")

    def moments(self):
        """When there is something to do again."""
        return self._due + [
            item["due"] / 1000
            for item in self._items
            if item["kind"] == "utlevering" and not self._stays_away(item)
        ]


def _first(choice):
    return choice["choices"][0]["value"]


class Watch:
    """What must hold after every kill: much of it is about how things were before."""

    def __init__(self, path):
        self._path = path
        self._stages = {}

    def faults(self):
        try:
            return outcome.read(self._path, self._look)
        except sqlite3.OperationalError:
            # Before the tables are there, or while another process recovers the log.
            return []

    def _look(self, connection):
        found = broken(connection)
        ended = "SELECT serial, count(*) FROM rolloverStep WHERE step = 'ended' GROUP BY serial"
        endings = dict(map(tuple, connection.execute(ended)))
        for serial, stage in connection.execute("SELECT serial, stage FROM device").fetchall():
            rank, ended = _STAGES.index(stage), endings.get(serial, 0)
            last, had_ended = self._stages.get(serial, (0, 0))
            # Only who has not fetched the new one keeps the old one.
            if rank < last and (ended == had_ended or last >= _STAGES.index("replaced")):
                found.append("%s went back from %s to %s" % (serial, _STAGES[last], stage))
            self._stages[serial] = (rank, ended)
        return found


def broken(connection):
    """What must never be the case."""
    found = []

    def none(words, sql):
        for row in connection.execute(sql).fetchall():
            found.append("%s: %s" % (words, ", ".join(map(str, tuple(row)))))

    none(
        "offered twice",
        "SELECT serial, user, count(*) FROM rolloverStep WHERE step = 'noticed'"
        " GROUP BY serial, user HAVING count(*) > 1",
    )
    none(
        "in two exchanges",
        "SELECT serial, count(*) FROM rolloverRun WHERE ended IS NULL GROUP BY serial HAVING count(*) > 1",
    )
    none(
        "two exchanges of the same machine and user",
        "SELECT device, user, count(*) FROM execution WHERE flow = 'pc-rollover'"
        " GROUP BY device, user HAVING count(*) > 1",
    )
    none("two campaigns", "SELECT count(*) FROM campaign HAVING count(*) > 1")
    none(
        "a time sold twice",
        "SELECT place, start, count(*) FROM reservation GROUP BY place, start HAVING count(*) > %d" % _SEATS,
    )
    for item, stock in _STOCK.items():
        none(
            "stock below zero",
            "SELECT item, count(*) FROM reservedUnit WHERE item = '%s' GROUP BY campaign, item"
            " HAVING count(*) > %d" % (item, stock),
        )
    none(
        "a reservation without its machine in stock",
        "SELECT serial, model FROM reservation r WHERE NOT EXISTS"
        " (SELECT 1 FROM reservedUnit u WHERE u.reservation = r.id AND u.item = 'model:' || r.model)",
    )
    none(
        "an item twice",
        "SELECT execution, title, due, count(*) FROM workItem WHERE status NOT IN ('done', 'cancelled')"
        " GROUP BY execution, title HAVING count(*) > 1",
    )
    none(
        "a gain twice",
        "SELECT execution, count(*) FROM gain GROUP BY execution HAVING count(*) > 1",
    )
    told = {}
    for user, message in connection.execute("SELECT user, message FROM outbox").fetchall():
        text = _without_numbers(message)
        told[user, text] = told.get((user, text), 0) + 1
    for (user, text), times in told.items():
        if times > 1:
            found.append("%s was told %d times: %s" % (user, times, text[:200]))
    return found


def faults(path):
    """What is wrong with the database of a round that came to its end."""
    return outcome.faults(path) + outcome.read(path, broken)


def outcome_of(path, is_exact):
    """How each machine went and what came of it, a sorted list of texts.

    Where people answer while Rakel works, who is first at a time that several want is another every time: how it ends
    is the same.
    """

    def body(connection):
        lines = []
        devices = dict(map(tuple, connection.execute("SELECT name, device FROM execution")))

        def named(lines):
            return sorted(_nameless(line, devices) for line in lines)

        def add(words, sql):
            for row in connection.execute(sql).fetchall():
                lines.append("%s: %s" % (words, " ".join(map(str, tuple(row)))))

        add("machine", "SELECT serial, user, stage, isGone FROM device")
        add("member", "SELECT subject, user, status, outcome FROM campaignMember")
        add("campaign", "SELECT number, status FROM campaign")
        add("execution", "SELECT name, flow, status, user, error FROM execution")
        add("run", "SELECT execution, serial, user, ended IS NULL FROM rolloverRun")
        add("left over", "SELECT token FROM question WHERE state = 'open'")
        add("items", "SELECT kind, status, count(*) FROM workItem GROUP BY kind, status")
        add("gain", "SELECT execution, kind, round(minutes / 5) FROM gain")
        for table in ("reservation", "reservedUnit"):
            add(table, "SELECT count(*) FROM %s" % table)
        add(
            "steps",
            "SELECT serial, user, group_concat(word, ' ') FROM"
            " (SELECT serial, user, step || coalesce('=' || detail, '') AS word FROM rolloverStep"
            " WHERE step != '%s' ORDER BY serial, id) GROUP BY serial, user" % ("" if is_exact else "full"),
        )
        if not is_exact:
            return named(lines)
        add("reservation", "SELECT serial, user, model, accessories, place, start, seat FROM reservation")
        add("unit", "SELECT item, pool, unit FROM reservedUnit")
        add(
            "audit",
            "SELECT event, user, count(*) FROM audit WHERE event LIKE 'rollover.%' GROUP BY event, user",
        )
        add("item", "SELECT execution, kind, title, status FROM workItem")
        for user, message in connection.execute("SELECT user, message FROM outbox").fetchall():
            lines.append("told: %s %s" % (user, _without_numbers(message)))
        for name, id in connection.execute(
            "SELECT name, id FROM execution WHERE flow != 'campaign'"
        ).fetchall():
            events = connection.execute(
                "SELECT kind, state FROM event WHERE execution = ? ORDER BY number", (id,)
            )
            lines.append("way: %s %s" % (name, ", ".join(" ".join(map(str, tuple(e))) for e in events)))
        return named(lines)

    return outcome.read(path, body)


def _without_numbers(message):
    return re.sub(r"rakelQuestion\W+\d+", "rakelQuestion", message)


def _nameless(line, devices):
    """What a flow has started has a name that is drawn; its machine says as much."""
    return re.sub(r"pc-retur-[a-z0-9]{12}", lambda name: "pc-retur of %s" % devices[name[0]], line)


class Expected:
    """What the rounds without a kill came to."""

    def __init__(self, round):
        self._exact = outcome_of(round.database, True)
        self._shared = outcome_of(round.database, False)
        self.ends = outcome.ends(round.database)
        self.keys = {}

    def faults(self):
        """What shows that the campaign was not what it is here for."""
        ends = collections.Counter(
            line.split()[-1] for line in self._exact if line.startswith("member: ")
        )
        stages = collections.Counter(
            line.split()[3] for line in self._exact if line.startswith("machine: ")
        )
        found = []
        if (ends, stages) != (_ENDS, _LEFT):
            found.append("the members end as %s, the machines as %s" % (dict(ends), dict(stages)))
        for word in ("full", "missed", "slotReminded", "leaderAsked", "handedOver", "silent"):
            if not any(line.startswith("steps: ") and word in line for line in self._exact):
                found.append("nobody came to the step '%s'" % word)
        return found

    def judge(self, round):
        """What a round that came to its end did otherwise than the one that was never interrupted."""
        found = faults(round.database)
        wanted = self._shared if round.is_busy else self._exact
        lines = outcome_of(round.database, not round.is_busy)
        if lines != wanted:
            found += ["missing: " + line for line in surplus(wanted, lines)]
            found += ["unexpected: " + line for line in surplus(lines, wanted)]
        return found
