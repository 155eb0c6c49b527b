"""The exchange of a PC, told in three ways: cards that are submitted, cards that are answered in their place, and words
in the terminal. What comes of it is the same.

The clock of Rakel is moved (scripts/crash/plug.c), so that the days between go by at once.
"""

import datetime
import json
import math
import os
import shutil
import subprocess
import sys
import time

from botbuilder.schema import AdaptiveCardInvokeResponse

from activities import User, number, personal
from group import Group
from saying import CARD
from world import expect

_HERE = os.path.dirname(os.path.abspath(__file__))
_CRASH = os.path.join(os.path.dirname(_HERE), "crash")
sys.path.append(_CRASH)
from plug import Plug  # noqa: E402

# A Monday, and a day on which a machine can be fetched.
_BEGINS = datetime.datetime(2027, 2, 1, 9, 0, tzinfo=datetime.timezone.utc)
_SLOT = "radhus@2027-02-04T08:00:00Z"
_OTHER_SLOT = "radhus@2027-02-05T08:00:00Z"
_PEOPLE = [
    User("rull%d" % i, "5d0c77e0-0000-4c1a-9b3e-00000000c00%d" % i) for i in (1, 2, 3)
]


class Clock:
    """Of all that belongs to a world."""

    def __init__(self, world):
        library = os.path.join(world.folder, "plug.so")
        source = os.path.join(_CRASH, "plug.c")
        compiler = shutil.which("clang") or shutil.which("cc") or "gcc"
        command = [compiler, "-O1", "-shared", "-fPIC", "-o", library, source]
        subprocess.run(command, check=True)
        self._world = world
        self._plug = Plug(os.path.join(world.folder, "plug"), 1)
        world.environment |= {
            "LD_PRELOAD": library,
            "RAKEL_PLUG": self._plug.path,
            # No file is watched: nothing is killed here.
            "RAKEL_PLUG_FILE": "none",
        }
        self.set(_BEGINS)

    def set(self, moment):
        self._world.ahead = math.ceil(moment.timestamp() - time.time())
        self._plug.shift(self._world.ahead)


class Scene:
    """A campaign about the machines of some people, in a world of its own."""

    def __init__(self, world, people):
        self.world, self.clock = world, Clock(world)
        folder = world.own_content()
        self._write_people(folder)
        self._write_policy(folder)
        self._people = people
        rows = [
            "SN%s;PC-%s;Latitude 5400;2020-05-03;fjordviken;Skolen;%s@x.example;2027-01-28\n"
            % (user.id.upper(), user.id, user.id)
            for user in people
        ]
        path = os.path.join(world.folder, "fleet.csv")
        with open(path, "w") as file:
            file.write("serial;name;model;purchased;municipality;unit;user;lastSeen\n" + "".join(rows))
        self.staff("fleet", "import", path, "--mapping", os.path.join(_CRASH, "campaign", "mapping.json"))

    @staticmethod
    def _write_people(folder):
        with open(os.path.join(folder, "users.tsv"), "a") as file:
            for user in _PEOPLE:
                row = (user.id, user.name, "employee", "fjordviken", user.entra, user.id + "@x.example")
                file.write("\t".join(row) + "\n")

    @staticmethod
    def _write_policy(folder):
        """That of the crash rounds, with enough for everybody."""
        with open(os.path.join(_CRASH, "campaign", "policy.json")) as file:
            policy = json.load(file)
        policy["choices"]["places"][0]["capacity"] = len(_PEOPLE)
        with open(os.path.join(folder, "flows", "campaigns", "policy.json"), "w") as file:
            json.dump(policy, file)

    def staff(self, *words):
        """A command of the IT staff's."""
        done = self.world.command(*words, "--as", self.world.content.staff.id)
        expect(done.returncode == 0, "%s: %s", " ".join(words), done.stdout + done.stderr)
        return done.stdout

    def start(self):
        plan = json.loads(self.staff("campaign", "plan", "policy", "--json"))
        count = str(len(self._people))
        expect(str(plan["devices"]) == count, "%d machines", plan["devices"])
        self.staff("campaign", "start", "policy", "--yes", count, "--plan", plan["plan"])

    def items(self, kind):
        """The numbers of the open items of a kind, as many as there are people."""
        query = "SELECT number FROM workItem WHERE kind = ? AND status NOT IN ('done', 'cancelled')"
        return [row[0] for row in self._each(query, kind)]

    def reach(self, step):
        """Waits until everybody is there."""
        self._each("SELECT user FROM rolloverStep WHERE step = ?", step)

    def _each(self, query, word):
        """Waits until there is something for each of the people."""
        end = time.monotonic() + 20
        while True:
            rows = self.world.rows(query, word)
            if len(rows) >= len(self._people) or time.monotonic() > end:
                break
            self.settle()
            time.sleep(0.1)
        expect(len(rows) == len(self._people), "%d of '%s'", len(rows), word)
        return rows

    def do(self, kind, minutes=None):
        """The work of a kind, measured where `minutes` are told."""
        for item in self.items(kind):
            if minutes:
                self.staff("worklist", "claim", str(item))
        if minutes:
            self.clock.set(_now(self.world) + datetime.timedelta(minutes=minutes))
        for item in self.items(kind):
            self.staff("worklist", "done", str(item))

    def settle(self):
        """Has the flows go on, where no server does."""


def _now(world):
    return datetime.datetime.fromtimestamp(time.time() + world.ahead, datetime.timezone.utc)


def _technicians_part(scene, tell):
    """From the machine that is prepared to the old one that is disposed of; `tell` sees what users are told."""
    scene.do("klargjoring", 3)
    tell("Den nye PC-en din er klar")
    scene.clock.set(_BEGINS + datetime.timedelta(days=3, hours=-1, minutes=1))
    tell("Husk å hente ny PC")
    scene.clock.set(_BEGINS + datetime.timedelta(days=4, minutes=-50))
    scene.do("utlevering", 2)
    tell("Lykke til med den nye PC-en")
    scene.do("retur")
    scene.reach("returned")
    scene.clock.set(_BEGINS + datetime.timedelta(days=10))
    scene.do("sletting")
    scene.do("avhending")
    scene.reach("disposed")


# Teams.


class Teams:
    """One person in Teams."""

    def __init__(self, scene, user, is_execute):
        self._world, self._user, self._is_execute = scene.world, user, is_execute
        self._seen = 0

    def begin(self):
        """Says something, so that the bot can be reached."""
        self._world.replies(self._world.say(self._user, "takk"))
        self._seen = len(self._sent())

    def _sent(self):
        return self._world.channel.of(self._user.chat)

    def told(self, words):
        """Waits for what says some words, after all that was waited for before; gives its card."""

        def found():
            for index, sent in enumerate(self._sent()[self._seen :], self._seen):
                if words in json.dumps(sent.body, ensure_ascii=False):
                    return index + 1, sent
            return None

        hit = self._world.channel.wait(found, 20)
        said = [json.dumps(s.body, ensure_ascii=False)[:300] for s in self._sent()[self._seen :]]
        expect(hit, "%s was not told '%s', but %s", self._user.id, words, said)
        # Nobody answers before it is known that they have it.
        end = time.monotonic() + 5
        while self._is_on_its_way() and time.monotonic() < end:
            time.sleep(0.02)
        self._seen, sent = hit
        cards = [a["content"] for a in sent.body.get("attachments") or [] if a["contentType"] == CARD]
        return sent, cards[0] if cards else None

    def _is_on_its_way(self):
        query = "SELECT 1 FROM outbox WHERE user = ? AND delivered IS NULL AND failed IS NULL"
        return self._world.rows(query, self._user.id)

    def click(self, asked, title, **inputs):
        """A button, with what stands in the inputs."""
        sent, card = asked
        action = next(each for each in card["actions"] if each["title"] == title)
        data = action["data"] | inputs
        if self._is_execute:
            shown = self._invoke({"type": "Action.Execute", "data": data})
            expect(shown["type"] == CARD, "a click was answered %r", shown)
            return
        self._world.say(self._user, "", value=data, replyToId=sent.id)

    def refresh(self, asked, words):
        """Teams comes upon the card and asks for it as it is now."""
        refresh = asked[1].get("refresh")
        expect(refresh, "a card that asks has no refresh")
        expect(refresh["userIds"] == [self._user.account], "is refreshed for %r", refresh["userIds"])
        shown = self._invoke(refresh["action"], trigger="automatic")
        expect(shown["type"] == CARD, "a refresh was answered %r", shown)
        expect(words in json.dumps(shown["value"], ensure_ascii=False), "a refresh shows no '%s', but %s", words, shown)

    def say(self, text):
        self._world.say(self._user, text)

    def _invoke(self, action, trigger="manual"):
        activity = personal(
            self._user,
            self._world.channel.service,
            type="invoke",
            name="adaptiveCard/action",
            value={"action": action, "trigger": trigger},
        )
        del activity["text"]
        answer = self._world.post(activity)
        expect(answer.status == 200, "an invoke was answered %d", answer.status)
        model = AdaptiveCardInvokeResponse.deserialize(answer.json)
        expect(model.status_code == 200, "an invoke was answered %r", answer.json)
        return answer.json

    def exchange(self):
        """The user's part, up to what is to be prepared."""
        offer = self.told("Du får ny PC")
        self.refresh(offer, "Bestill byttet")
        self.click(offer, "Snakk med IT")
        self.told("Hva vil du ha hjelp til?")
        self.say("Jeg trenger en stor skjerm")
        self.told("Jeg har gitt det til IT")

    def choose(self):
        offer = self.told("Du får ny PC")
        self.click(offer, "Bestill byttet", model="stor", accessories="dokk", slot=_SLOT)
        self.told("Byttet er bestilt")
        # Whoever comes upon the old card sees what has come of it.
        self.refresh(offer, "✓ Bestill byttet")

    def change(self):
        self.say("når får jeg ny pc")
        mine = self.told("Endre tid eller maskin")
        if self._is_execute:
            self.click(mine, "Endre tid eller maskin")
        else:
            # A card may be answered in words, too, when it is late.
            self.say("endre tid eller maskin")
        change = self.told("Endre byttet av")
        self.click(change, "Lagre", model="stor", accessories="dokk", slot=_OTHER_SLOT)
        self.told("Byttet er bestilt")


def _teams(world, people):
    """Submits and Executes; gives what has come of each."""
    scene = Scene(world, people)
    world.start()
    users = [Teams(scene, user, is_execute) for user, is_execute in zip(people, (False, True))]
    for user in users:
        user.begin()
    scene.start()
    for user in users:
        user.exchange()
    scene.do("oppfolging")
    for user in users:
        user.choose()
    for user in users:
        user.change()

    def tell(words):
        for user in users:
            user.told(words)

    _technicians_part(scene, tell)
    results = [_result(world, user) for user in people]
    expect(world.stop() == 0, "did not stop in order")
    return results


# The terminal.


class Terminal(Scene):
    """One person who types, a line at a time."""

    def settle(self):
        self.world.command("flow", "work", "--until-idle", "1")

    def chat(self, *lines, shows):
        done = self.world.command(
            "chat", "--as", self._people[0].id, input="".join(line + "\n" for line in lines)
        )
        expect(done.returncode == 0, "the chat ended with %d: %s", done.returncode, done.stderr)
        for words in shows:
            expect(words in done.stdout, "the chat does not show '%s', but %s", words, done.stdout[-600:])


def _terminal(world, people):
    scene = Terminal(world, people)
    scene.start()
    scene.chat(
        "snakk med it",
        "Jeg trenger en stor skjerm",
        shows=["Du får ny PC", "Hva vil du ha hjelp til?", "Jeg har gitt det til IT"],
    )
    scene.do("oppfolging")
    scene.chat("stor bærbar", "dokkingstasjon", "2", shows=["Du får ny PC", "Byttet er bestilt"])
    scene.chat(
        "når får jeg ny pc",
        "endre tid eller maskin",
        "stor bærbar",
        "dokkingstasjon",
        "3",
        shows=["Endre byttet av", "Byttet er bestilt", "5. februar"],
    )

    def tell(words):
        scene.chat(shows=[words])

    _technicians_part(scene, tell)
    return _result(world, people[0])


# What has come of it.


def _result(world, user):
    """All that is kept of somebody's exchange, but for names, numbers and the moments at which they spoke."""

    def rows(query):
        found = world.rows(query, "SN" + user.id.upper())
        return [
            json.loads(
                json.dumps(row, ensure_ascii=False)
                .replace(user.name, "NAME")
                .replace(user.id.upper()[-4:], "LAST")
                .replace(user.id, "ID")
            )
            for row in found
        ]

    return {
        "machine": rows("SELECT stage, isGone, model FROM device WHERE serial = ?"),
        "member": rows("SELECT status, outcome, user FROM campaignMember WHERE subject = ?"),
        "steps": rows("SELECT step, detail, user FROM rolloverStep WHERE serial = ? ORDER BY id"),
        "reservation": rows(
            "SELECT user, model, accessories, place, start FROM reservation WHERE serial = ?"
        ),
        "work": rows(
            "SELECT kind, title, status, doneBy, place, facts, details FROM workItem"
            " WHERE device = ? ORDER BY number"
        ),
        "gains": rows(
            "SELECT kind, round(minutes), isMeasured FROM gain"
            " WHERE execution IN (SELECT name FROM execution WHERE device = ?)"
        ),
        "audit": rows(
            "SELECT event, user FROM audit WHERE event LIKE 'rollover.%' AND kind = 'execution'"
            " AND subject IN (SELECT name FROM execution WHERE device = ?) ORDER BY number"
        ),
        "ways": rows(
            "SELECT flow, status, (SELECT group_concat(state, ', ') FROM (SELECT state FROM event"
            " WHERE execution = execution.id AND kind = 'entered' ORDER BY number))"
            " FROM execution WHERE device = ? ORDER BY id"
        ),
    }


def _same(make_world):
    """Two in Teams and one in the terminal."""
    submitted, executed = _teams(make_world(_FAST), _PEOPLE[:2])
    typed = _terminal(make_world(), _PEOPLE[2:])
    expect(submitted["steps"] and submitted["gains"], "nothing came of it: %r", submitted)
    for name, other in (("Action.Execute", executed), ("the terminal", typed)):
        for part, wanted in submitted.items():
            expect(
                other[part] == wanted, "%s of %s: %r, and not %r", part, name, other[part], wanted
            )
    return "%d steps, %d items, %d audited" % tuple(
        len(submitted[part]) for part in ("steps", "work", "audit")
    )


_FAST = {
    "access.userPerMinute": 1000,
    "bot.pace.perSecond": 1000,
    "bot.pace.perTwoSeconds": 2000,
    "bot.pace.perThirtySeconds": 30000,
    "bot.pace.perHour": 100000,
}

GROUPS = [
    Group(
        "the exchange of a PC",
        [("by Action.Submit, by Action.Execute and in the terminal", _same)],
        makes_worlds=True,
    )
]
