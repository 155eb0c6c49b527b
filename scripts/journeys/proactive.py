"""Messages that nobody asked for just now."""

import time
from functools import partial

from activities import BOT, TENANT, User, group, personal, words
from channel import Fault
from group import Group
from world import expect


def _told(world, user, text, place=None, seconds=10):
    """The sending that says a text."""

    def found():
        return [
            s for s in world.channel.of(place or user.chat) if text in (s.body.get("text") or "")
        ]

    return world.channel.wait(found, seconds)


def _after_writing(world):
    """Somebody who wrote is told in their chat, at no activity in particular."""
    user = world.user()
    world.replies(world.say(user))
    text = words("beskjed")
    world.start_flow(user, text)
    told = _told(world, user, text)
    expect(told, "not told")
    expect(told[0].method == "POST" and told[0].answers is None, "%s", told[0].path)
    expect("replyToId" not in told[0].body, "has a replyToId")


def _after_installing(world, kind):
    """Somebody who has only installed the bot is told, too."""
    user = world.user()
    more = {"action": "add"}
    if kind == "conversationUpdate":
        more = {"membersAdded": [{"id": BOT}, {"id": user.account, "aadObjectId": user.entra}]}
    expect(world.post(personal(user, world.channel.service, type=kind, **more)).status == 200, "")
    text = words("beskjed")
    world.start_flow(user, text)
    expect(_told(world, user, text), "not told")


def _opened(world):
    """Somebody known out of a channel only: a conversation is opened, and kept."""
    user = world.user()
    thread = group(user, world.channel.service, "takk")
    world.post(thread)
    world.replies(thread)
    first, second = words("beskjed"), words("beskjed")
    place = "a:opened " + user.account
    world.start_flow(user, first)
    expect(_told(world, user, first, place), "not told")
    world.start_flow(user, second)
    expect(_told(world, user, second, place), "not told again")
    openings = _openings(world, user)
    expect(len(openings) == 1, "opened %d times", len(openings))
    body = openings[0].body
    expect(body["bot"]["id"] == BOT, "bot %r", body["bot"])
    expect(body["tenantId"] == TENANT, "tenant %r", body)
    expect(body["channelData"]["tenant"]["id"] == TENANT, "tenant %r", body)


def _openings(world, user):
    with world.channel.changed:
        return [
            s
            for s in world.channel.sent
            if s.conversation == "opening" and s.body["members"][0]["id"] == user.account
        ]


def _cannot_be_opened(world):
    """403 at the opening: the staff is told why."""
    user = world.user()
    thread = group(user, world.channel.service, "takk")
    world.post(thread)
    world.replies(thread)
    world.channel.plan("opening " + user.account, Fault(403, "ForbiddenOperationException"))
    world.start_flow(user, words("beskjed"))
    _on_worklist(world, user)


def _opening_retried(world):
    user = world.user()
    thread = group(user, world.channel.service, "takk")
    world.post(thread)
    world.replies(thread)
    world.channel.plan("opening " + user.account, Fault(503), Fault(429, retry_after=1))
    text = words("beskjed")
    world.start_flow(user, text)
    expect(_told(world, user, text, "a:opened " + user.account), "not told")


def _on_worklist(world, user, count=1):
    end = time.monotonic() + 8
    while not world.worklist(user) and time.monotonic() < end:
        time.sleep(0.2)
    items = world.worklist(user)
    expect(len(items) == count, "%d items on the worklist", len(items))


def _nowhere(world):
    """Nobody knows where: on the worklist, once a day."""
    user = world.user()
    for _ in range(3):
        world.start_flow(user, words("beskjed"))
    _on_worklist(world, user)
    rows = world.until("SELECT 1 FROM outbox WHERE user = ? AND failed = 'nowhere'", user.id)
    expect(rows, "not given up")


def _uninstalled(world):
    """Who removes the bot is not written to; who installs it again is."""
    user = world.user()
    world.replies(world.say(user))
    remove = personal(user, world.channel.service, type="installationUpdate", action="remove")
    expect(world.post(remove).status == 200, "remove")
    world.start_flow(user, words("beskjed"))
    _on_worklist(world, user)
    before = len(world.channel.of(user.chat, taken=False))
    add = personal(user, world.channel.service, type="installationUpdate", action="add")
    expect(world.post(add).status == 200, "add")
    text = words("beskjed")
    world.start_flow(user, text)
    expect(_told(world, user, text), "not told")
    expect(len(world.channel.of(user.chat, taken=False)) <= before + 2, "told what was given up")


def _moved(world):
    """The serviceUrl of the latest activity counts."""
    user = world.user()
    world.replies(world.say(user))
    moved = world.channel.base + "/emea/"
    activity = personal(user, moved)
    expect(world.post(activity, world.token(moved)).status == 200, "not taken")
    world.replies(activity)
    text = words("beskjed")
    world.start_flow(user, text)
    told = _told(world, user, text)
    expect(told and told[0].path.startswith("/emea/v3/"), "by %r", told and told[0].path)


def _while_down(make_world):
    """What was started while nothing ran is told once something does."""
    world = make_world().start()
    user = world.user()
    world.replies(world.say(user))
    world.stop()
    text = words("beskjed")
    world.start_flow(user, text)
    world.start()
    expect(_told(world, user, text), "not told")
    expect(world.stop() == 0, "did not stop in order")


def _nobody(world):
    """Somebody whom the directory does not know."""
    user = User("ingen", "5d0c77e0-0000-4c1a-9b3e-0000000000aa")
    world.start_flow(user, words("beskjed"))
    time.sleep(1)
    world.replies(world.say(world.user()))


GROUPS = [
    Group(
        "proactive messages",
        [
            ("to somebody who wrote", _after_writing),
            ("after installationUpdate", partial(_after_installing, kind="installationUpdate")),
            ("after conversationUpdate", partial(_after_installing, kind="conversationUpdate")),
            ("to somebody known out of a channel", _opened),
            ("where a conversation cannot be opened", _cannot_be_opened),
            ("where it can be at the third try", _opening_retried),
            ("to somebody who is nowhere", _nowhere),
            ("to somebody who removed the bot", _uninstalled),
            ("after a move", _moved),
            ("to nobody", _nobody),
        ],
        workers=10,
    ),
    Group("flows while nothing runs", [("are told afterwards", _while_down)], makes_worlds=True),
]
