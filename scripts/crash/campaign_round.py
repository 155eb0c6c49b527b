"""A round over a whole campaign: a dozen machines exchanged, from the import to the last that is disposed of.

The clock stands still at what people do and jumps to what is due next (plug.c), so that weeks go by in seconds.
"""

import datetime
import json
import math
import os
import shutil
import time

import campaign_outcome
from rounds import Round, Stuck

_HERE = os.path.dirname(os.path.abspath(__file__))
_ROOT = os.path.dirname(os.path.dirname(_HERE))
_PLACE = os.path.join(_HERE, "campaign")
# A Monday at ten in the morning.
_BEGINS = datetime.datetime(2027, 2, 1, 9, 0, tzinfo=datetime.timezone.utc).timestamp()
_DEVICES = 12


def write_content(folder):
    """The shipped flows, with a policy under which everything is scarce."""
    flows = os.path.join(folder, "flows")
    os.makedirs(os.path.join(flows, "campaigns"))
    for name in ("campaign", "pc-rollover", "pc-retur"):
        shutil.copy(os.path.join(_ROOT, "flows", name + ".asl.json"), flows)
    for name in ("cards", "words"):
        shutil.copytree(os.path.join(_ROOT, "flows", name), os.path.join(flows, name))
    shutil.copy(os.path.join(_PLACE, "policy.json"), os.path.join(flows, "campaigns"))
    shutil.copy(os.path.join(_ROOT, "settings.json"), folder)
    shutil.copytree(os.path.join(_HERE, "content", "intents"), os.path.join(folder, "intents"))


class CampaignRound(Round):
    def __init__(self, name, setup, seed, kills=(), is_busy=False):
        super().__init__(name, setup, seed, kills, is_busy)
        # Somebody leaves, so the round has a directory of its own.
        self.content = os.path.join(self.folder, "content")
        shutil.copytree(setup.campaign_content, self.content, copy_function=os.link)
        shutil.copy(os.path.join(_PLACE, "users.tsv"), self.content)
        self._ahead = 0
        self._events = [(_BEGINS + 6 * 3600, self._machine_moves), (_BEGINS + 7 * 3600, self._lars_leaves)]
        self._watch = campaign_outcome.Watch(self.database)
        self.found = []

    def run(self):
        self._arm()
        self._set_clock(_BEGINS)
        self._import("fleet.csv")
        self._start_campaign()
        self.work_to_the_end()
        if self.found:
            raise Stuck("; ".join(self.found[:5]))

    def work_to_the_end(self):
        """Works, answers and lets time go by until every machine is where it ends."""
        for _ in range(600):
            with self._answering():
                self.insist("flow", "work", "--until-idle", "2")
            if self._act(campaign_outcome.Standing(self.database, self._now())):
                continue
            if not self._let_time_pass():
                return
        raise Stuck("it does not come to an end")

    def answer_what_is_open(self):
        try:
            standing = campaign_outcome.Standing(self.database, self._now())
        except Exception:
            # A reader that comes as a process dies may find the log in the making; it comes again.
            return
        self._act(standing)

    def was_killed(self):
        """Looks at what is left after a kill."""
        self.found += self._watch.faults()

    # What people do.

    def _act(self, standing):
        """Does all that there is to do now; gives whether there was anything."""
        answers, items = standing.answers(), standing.work()
        for token, answer in answers:
            self.insist("flow", "answer", token, json.dumps(answer), "--as", "ida", ok=(0, 1))
        for number, is_claimed in items:
            if is_claimed:
                self.insist("worklist", "claim", str(number), "--as", "ida", ok=(0, 1))
            self.insist("worklist", "done", str(number), "--as", "ida", ok=(0, 1))
        return bool(answers or items)

    def _start_campaign(self):
        plan = json.loads(self.insist("campaign", "plan", "policy", "--as", "ida", "--json"))
        if plan["devices"] != _DEVICES:
            raise Stuck("the plan has %d devices" % plan["devices"])
        # Where the start was killed after it was kept, nobody is left to take part: 1.
        confirmed = ["--yes", str(_DEVICES), "--plan", plan["plan"]]
        self.insist("campaign", "start", "policy", *confirmed, "--as", "ida", ok=(0, 1))

    def _import(self, name):
        mapping = os.path.join(_PLACE, "mapping.json")
        path = os.path.join(_PLACE, name)
        self.insist("fleet", "import", path, "--mapping", mapping, "--as", "ida")

    # What happens by itself.

    def _machine_moves(self):
        self._import("moved.csv")

    def _lars_leaves(self):
        path = os.path.join(self.content, "users.tsv")
        with open(path) as file:
            lines = file.read().splitlines()
        with open(path + ".new", "w") as file:
            for line in lines:
                file.write(line + ("\tleft" if line.startswith("lars\t") else "") + "\n")
        os.replace(path + ".new", path)

    # The clock.

    def _now(self):
        return time.time() + self._ahead

    def _set_clock(self, moment):
        self._ahead = math.ceil(moment - time.time())
        self.plug.shift(self._ahead)

    def _let_time_pass(self):
        """Jumps to what is next; gives false where nothing is to come."""
        moments = campaign_outcome.Standing(self.database, self._now()).moments()
        event = self._events[0][0] if self._events else None
        if event is not None:
            moments.append(event)
        if not moments:
            return False
        moment = min(moments)
        if moment > self._now():
            self._set_clock(moment)
        if moment == event:
            self._events.pop(0)[1]()
        return True
