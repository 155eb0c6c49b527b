"""Repetition, order, and that nobody waits for somebody else."""

import concurrent.futures
import time

from activities import group, personal
from channel import Fault
from group import Group
from world import expect


def _repeated(world):
    """The same activity thrice, one after the other: one answer."""
    user = world.user()
    activity = personal(user, world.channel.service)
    for _ in range(3):
        expect(world.post(activity).status == 200, "not taken")
    _answered_once(world, activity)


def _at_once(world):
    """The same activity ten times at the same moment: one answer."""
    user = world.user()
    activity = personal(user, world.channel.service)
    with concurrent.futures.ThreadPoolExecutor(10) as pool:
        answers = list(pool.map(lambda _: world.post(activity).status, range(10)))
    expect(answers == [200] * 10, "answered %r", answers)
    _answered_once(world, activity)


def _answered_once(world, activity):
    world.replies(activity)
    time.sleep(0.5)
    found = world.channel.of(activity["conversation"]["id"])
    expect(len(found) == 1, "answered %d times", len(found))


def _two_places(world):
    """An id is one conversation's: the same one in another is another activity."""
    one, other = world.user(), world.user()
    first = world.say(one)
    second = world.say(other, id=first["id"])
    world.replies(first)
    world.replies(second)


def _two_people(world):
    """In one thread, too, two people may not take each other's words for repetition."""
    one, other = world.user(), world.user()
    first = group(one, world.channel.service, "takk")
    second = group(other, world.channel.service, "takk", conversation=first["conversation"])
    for activity in (first, second):
        expect(world.post(activity).status == 200, "not taken")
        world.replies(activity)


def _nameless(world):
    """Without an id nothing is taken for a repetition."""
    user = world.user()
    for _ in range(3):
        activity = personal(user, world.channel.service)
        del activity["id"]
        expect(world.post(activity).status == 200, "not taken")
    found = world.channel.wait_for(user.chat, 3)
    expect(len(found) == 3, "%d answers", len(found))


def _fifty(world):
    """Fifty messages, as fast as they go: fifty answers, in their order."""
    user = world.user()
    sent = [world.say(user)["id"] for _ in range(50)]
    found = world.channel.wait_for(user.chat, 50, seconds=20)
    expect([s.answers for s in found] == sent, "%d answers, or in another order", len(found))
    handled = world.rows("SELECT activityID FROM inbox WHERE user = ? ORDER BY handled", user.id)
    expect([row[0] for row in handled] == sent, "handled in another order")


def _never_two(world):
    """No two sendings of a conversation are on their way at once."""
    user = world.user()
    world.channel.plan(user.chat, *[Fault(201, seconds=0.15) for _ in range(5)])
    for _ in range(5):
        world.say(user)
    found = world.channel.wait_for(user.chat, 5)
    expect(len(found) == 5, "%d answers", len(found))
    gaps = [after.at - before.at for before, after in zip(found, found[1:])]
    expect(min(gaps) >= 0.14, "%.2f s apart", min(gaps))


def _hanging(world):
    """The connector of one conversation hangs: twenty others are served as ever."""
    stuck = world.user()
    gate = world.channel.hang(stuck.chat)
    try:
        world.say(stuck)
        world.say(stuck)
        others = [world.user() for _ in range(20)]
        began = time.monotonic()
        sent = [world.say(user) for user in others]
        for activity in sent:
            world.replies(activity, seconds=3)
        took = time.monotonic() - began
        expect(took < 3, "took %.1f s", took)
    finally:
        gate.set()
    found = world.channel.wait_for(stuck.chat, 2, seconds=10)
    expect(len(found) == 2, "%d of 2 afterwards", len(found))


def _own_other_chat(world):
    """The same person's other conversation does not wait either."""
    user = world.user()
    gate = world.channel.hang(user.chat)
    try:
        world.say(user)
        thread = group(user, world.channel.service, "takk")
        world.post(thread)
        world.replies(thread, seconds=3)
    finally:
        gate.set()


def _many_hang(world):
    """A quarter of the messages that may be on their way at once (bot.sendings) hang: the rest go on."""
    stuck = [world.user() for _ in range(16)]
    gates = [world.channel.hang(user.chat) for user in stuck]
    try:
        for user in stuck:
            world.say(user)
        other = world.user()
        world.replies(world.say(other), seconds=3)
    finally:
        for gate in gates:
            gate.set()


def _pace(make_world):
    """Seven a second and eight in two seconds: a burst is stretched, and not refused."""
    world = make_world().start()
    user = world.user()
    sent = [world.say(user)["id"] for _ in range(18)]
    found = world.channel.wait_for(user.chat, 18, seconds=12)
    expect([s.answers for s in found] == sent, "%d answers", len(found))
    at = [s.at for s in found]
    for count, seconds in ((7, 1), (8, 2)):
        for i in range(len(at) - count):
            span = at[i + count] - at[i]
            expect(span >= seconds - 0.05, "%d in %.2f s", count + 1, span)
    expect(world.stop() == 0, "did not stop in order")


def _tenant_pace(make_world):
    """So many a second for all of a tenant."""
    world = make_world({"bot.pace.tenantPerSecond": 10}).start()
    users = [world.user() for _ in range(25)]
    for user in users:
        world.say(user)
    world.channel.wait(lambda: all(world.channel.of(user.chat) for user in users), 8)
    at = sorted(s.at for user in users for s in world.channel.of(user.chat))
    expect(len(at) == 25, "%d answers", len(at))
    for i in range(len(at) - 11):
        expect(at[i + 11] - at[i] >= 0.9, "12 in %.2f s", at[i + 11] - at[i])
    expect(world.stop() == 0, "did not stop in order")


_FAST = {
    "access.userPerMinute": 1000,
    "bot.pace.perSecond": 1000,
    "bot.pace.perTwoSeconds": 2000,
    "bot.pace.perThirtySeconds": 30000,
    "bot.pace.perHour": 100000,
}

GROUPS = [
    Group(
        "repetition and order",
        [
            ("thrice", _repeated),
            ("ten times at once", _at_once),
            ("the same id in two conversations", _two_places),
            ("two people in one thread", _two_people),
            ("without an id", _nameless),
            ("fifty messages", _fifty),
            ("one at a time", _never_two),
            ("a connector that hangs", _hanging),
            ("another conversation of the same user", _own_other_chat),
            ("sixteen that hang", _many_hang),
        ],
        _FAST,
    ),
    Group(
        "pace",
        [("of a conversation", _pace), ("of a tenant", _tenant_pace)],
        makes_worlds=True,
    ),
]
