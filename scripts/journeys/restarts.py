"""Stops and kills in the middle of everything."""

import collections
import contextlib
import http.client
import random
import signal
import threading
import time
from functools import partial

from activities import personal
from channel import Fault
from group import Group
from world import expect

_FAST = {
    "access.userPerMinute": 1000,
    "bot.pace.perSecond": 1000,
    "bot.pace.perTwoSeconds": 2000,
    "bot.pace.perThirtySeconds": 30000,
    "bot.pace.perHour": 100000,
}


class Driver:
    """Sends as Teams does: what is not answered by 2xx is sent again, under the same id."""

    def __init__(self, world, users, each):
        self.world, self.taken = world, []
        self._threads = [
            threading.Thread(target=self._send, args=(user, each), daemon=True) for user in users
        ]
        for thread in self._threads:
            thread.start()

    def _send(self, user, each):
        for _ in range(each):
            activity = personal(user, self.world.channel.service)
            while True:
                with contextlib.suppress(OSError, http.client.HTTPException):
                    if self.world.post(activity).status == 200:
                        break
                time.sleep(0.05)
            self.taken.append(activity)
            time.sleep(random.uniform(0, 0.1))

    @property
    def is_busy(self):
        return any(thread.is_alive() for thread in self._threads)

    def join(self):
        for thread in self._threads:
            thread.join(60)


def _deliveries(world, sent):
    """How often each was answered, and when."""
    found = collections.defaultdict(list)
    for activity in sent:
        found[activity["id"]] = []
    with world.channel.changed:
        for s in world.channel.sent:
            if s.answers in found and (s.status or 0) // 100 == 2:
                found[s.answers].append(s.at)
    return found


def _kills(make_world, kills, users, each, seed, slow):
    """Kills at random: nothing is lost, and doubled only what the connector had when it fell."""
    draw = random.Random(seed)
    world = make_world(_FAST)
    world.start()
    people = [world.user() for _ in range(users)]
    if slow:
        for user in people:
            world.channel.plan(user.chat, *[Fault(201, seconds=0.05)] * (each * 2))
    driver = Driver(world, people, each)
    blows = []
    for _ in range(kills):
        time.sleep(draw.uniform(0.02, 0.35))
        blows.append(time.monotonic())
        world.stop(signal.SIGKILL)
        world.start()
    driver.join()
    sent = driver.taken
    expect(len(sent) == users * each, "%d taken", len(sent))
    world.channel.wait(lambda: all(_deliveries(world, sent).values()), 15)
    time.sleep(0.5)
    found = _deliveries(world, sent)
    lost = [id for id, at in found.items() if not at]
    expect(not lost, "%d replies lost", len(lost))
    doubled = {id: at for id, at in found.items() if len(at) > 1}
    for id, at in doubled.items():
        # Shortly after the first there was a blow; what was sent just before one is noted here a little later.
        near = [blow for blow in blows if -0.6 <= blow - at[0] <= 1.5 and blow < at[1]]
        expect(near, "%s doubled without a kill: %r, kills %r", id, at, blows)
    rows = world.rows(
        "SELECT count(*), count(DISTINCT activityID), sum(handled IS NULL) FROM inbox"
    )
    expect(rows == [(len(sent), len(sent), 0)], "inbox: %r of %d", rows, len(sent))
    answers = world.rows("SELECT count(*), count(DISTINCT replyTo) FROM outbox")
    expect(answers == [(len(sent), len(sent))], "outbox: %r", answers)
    checked = world.rows("PRAGMA integrity_check")
    expect(checked == [("ok",)], "database: %r", checked)
    expect(world.stop() == 0, "did not stop in order")
    return "%d messages, %d kills, %d doubled" % (len(sent), kills, len(doubled))


def _orderly(make_world):
    """SIGTERM in the middle of traffic: what was taken is answered, and nothing twice."""
    world = make_world(_FAST)
    world.start()
    people = [world.user() for _ in range(10)]
    driver = Driver(world, people, 10)
    while driver.is_busy:
        time.sleep(0.15)
        if driver.is_busy:
            expect(world.stop() == 0, "did not stop in order")
            world.start()
    sent = driver.taken
    world.channel.wait(lambda: all(_deliveries(world, sent).values()), 15)
    time.sleep(0.3)
    counts = collections.Counter(len(at) for at in _deliveries(world, sent).values())
    expect(counts == {1: 100}, "answered so often: %r", counts)
    expect(world.stop() == 0, "did not stop in order")


def _drains(make_world):
    """What is being sent at SIGTERM arrives and is marked; what waits is kept for the next start."""
    world = make_world()
    world.start()
    user, other = world.user(), world.user()
    world.channel.plan(user.chat, Fault(201, seconds=2))
    world.channel.plan(other.chat, Fault(503), Fault(503))
    first = world.say(user)
    second = world.say(other)
    world.channel.wait_for(other.chat, taken=False)
    time.sleep(0.2)
    began = time.monotonic()
    expect(world.stop() == 0, "did not stop in order")
    took = time.monotonic() - began
    expect(took < 10, "took %.1f s to stop", took)
    world.start()
    world.replies(second, seconds=12)
    time.sleep(0.3)
    counts = [len(at) for at in _deliveries(world, [first, second]).values()]
    expect(counts == [1, 1], "answered so often: %r", counts)
    expect(world.stop() == 0, "did not stop in order")


def _waited_for(make_world, kills):
    """Rakel dies while somebody waits for replies: asked again, all is said, one way or the other."""
    world = make_world(_FAST).start()
    people = [world.user() for _ in range(kills)]
    draw = random.Random(5)
    for user in people:
        activity = personal(user, world.channel.service, deliveryMode="expectReplies")
        killer = threading.Timer(draw.uniform(0, 0.03), world.process.kill)
        killer.start()
        said = None
        with contextlib.suppress(OSError, http.client.HTTPException, ValueError):
            said = world.post(activity).json["activities"]
        killer.join()
        world.stop(signal.SIGKILL)
        world.start()
        if not said:
            said = world.post(activity).json["activities"]
        if not said:
            world.channel.wait_for(user.chat, seconds=20)
            said = world.channel.of(user.chat)
        expect(said, "nothing was said")
        after = world.say(user)
        world.replies(after, seconds=3)
    rows = world.rows(
        "SELECT count(*), count(DISTINCT activityID), sum(handled IS NULL) FROM inbox"
    )
    expect(rows == [(2 * kills, 2 * kills, 0)], "inbox: %r", rows)
    expect(world.stop() == 0, "did not stop in order")


def _hung(make_world):
    """A connector that never answers does not keep Rakel from stopping in the time it has."""
    world = make_world({"server.stopSeconds": 2})
    world.start()
    user = world.user()
    gate = world.channel.hang(user.chat)
    world.say(user)
    time.sleep(0.5)
    began = time.monotonic()
    try:
        status = world.stop(seconds=40)
    finally:
        gate.set()
    took = time.monotonic() - began
    expect(status == 0, "exit status %r", status)
    expect(took < 35, "took %.1f s", took)
    return "%.1f s" % took


def _second(make_world):
    """A second server on the same state does not start."""
    world = make_world()
    world.start()
    done = world.command(
        "serve", "--server.port=0", "--bot.emulator.enabled=true", "--bot.emulator.user=drift1"
    )
    expect(done.returncode == 1, "exit status %d", done.returncode)
    expect("already" in done.stderr, "%r", done.stderr)
    expect(world.stop() == 0, "did not stop in order")


GROUPS = [
    Group(
        "restarts",
        [
            ("SIGKILL", partial(_kills, kills=20, users=20, each=10, seed=1, slow=False)),
            ("SIGKILL, slow connector",
             partial(_kills, kills=8, users=10, each=10, seed=2, slow=True)),
            ("SIGKILL while somebody waits", partial(_waited_for, kills=6)),
            ("SIGTERM in traffic", _orderly),
            ("SIGTERM while something is sent", _drains),
            ("SIGTERM while a connector hangs", _hung),
            ("a second server", _second),
        ],
        makes_worlds=True,
        workers=3,
    )
]  # fmt: skip
