"""Who gets in, and what becomes of everybody else."""

import os
import time
from functools import partial

import activities
from activities import OTHER_TENANT, TENANT, User, group, number, personal, words
from group import Group
from keys import key
from world import expect


def _stranger(role="unknown"):
    count = number()
    return User("x%04d" % count, "77777777-0000-4c1a-9b3e-%012x" % count, role)


def _bytes_of_database(world):
    found = b""
    for name in os.listdir(world.state):
        if name.startswith("rakel.sqlite"):
            with open(os.path.join(world.state, name), "rb") as file:
                found += file.read()
    return found


def _refused(world, user, make=personal, told=True, token=None, **changes):
    """Taken with 200, told once a day, and nothing of it is kept."""
    before = world.metric("rakel_access_refused_total")
    first, second = words("hemmelig"), words("igjen")
    for text in (first, second):
        activity = make(user, world.channel.service, text, **changes)
        changes["conversation"] = activity["conversation"]
        answer = world.post(activity, token)
        expect(answer.status == 200 and not answer.body, "answered %d", answer.status)
    place = activity["conversation"]["id"]
    if told:
        expect(world.channel.wait_for(place), "not told")
    time.sleep(0.4)
    found = world.channel.of(place)
    expect(len(found) == int(told), "told %d times", len(found))
    if told:
        text = found[0].body["text"]
        expect("\n\n" in text and len(text) > 60, "told only %r", text)
    counted = world.metric("rakel_access_refused_total") - before
    expect(counted >= 2, "counted %d", counted)
    kept = _bytes_of_database(world)
    for text in (first, second):
        expect(text.split()[-1].encode() not in kept, "the text is in the database")
    if token is None and told:
        expect(user.name.encode() not in kept, "the name is in the database")
    executions = world.rows("SELECT count(*) FROM inbox WHERE conversation LIKE ?", "%" + place)
    expect(executions == [(0,)], "is in the inbox")


def _pupil(world):
    user = world.content.pupil
    _refused(world, user)
    rows = world.rows("SELECT details FROM audit WHERE event = 'access.refused'")
    expect(any("pupil" in row[0] for row in rows), "not audited: %r", rows[:3])


def _audited(world, because):
    rows = world.until(
        "SELECT 1 FROM audit WHERE event = 'access.refused' AND details LIKE ?", "%" + because + "%"
    )
    expect(rows, "not audited")


def _silent_newcomer(world, user):
    """Somebody without access is not greeted, and a reference to them is not kept."""
    members = [{"id": user.account, "aadObjectId": user.entra}]
    for kind, more in (
        ("conversationUpdate", {"membersAdded": members}),
        ("installationUpdate", {"action": "add"}),
    ):
        activity = personal(user, world.channel.service, type=kind, text="", **more)
        expect(world.post(activity).status == 200, "not taken")
    time.sleep(0.4)
    expect(not world.channel.of(user.chat), "was greeted")


def _invokes(world, user, name):
    """An invoke of somebody without access is answered, does nothing, and tells at most once."""
    activity = personal(
        user,
        world.channel.service,
        type="invoke",
        name=name,
        value={"action": {"type": "Action.Execute", "data": {"rakelQuestion": 1}}},
    )
    answer = world.post(activity)
    expected = 200 if name == "adaptiveCard/action" else 403
    expect(answer.status == expected, "answered %d", answer.status)
    time.sleep(0.3)
    expect(not world.channel.of(user.chat), "sent by the connector as well")


def _two_tenants(world, user, conversation, data):
    place = {"id": user.chat, "conversationType": "personal"}
    if conversation is not None:
        place["tenantId"] = conversation
    channel_data = {} if data is None else {"tenant": {"id": data}}
    _refused(world, user, conversation=place, channelData=channel_data, told=True)


def _admitted(world, **changes):
    user = world.user()
    activity = world.say(user, **changes)
    world.replies(activity)


def _one_place(world, conversation, data):
    user = world.user()
    place = {"id": user.chat, "conversationType": "personal"}
    if conversation:
        place["tenantId"] = conversation
    world.replies(
        world.say(user, conversation=place, channelData={"tenant": {"id": data}} if data else {})
    )


def _claims_in_text(world):
    """Who somebody says they are counts for nothing."""
    user = _stranger()
    known = world.user()
    _refused(world, user, value={"aadObjectId": known.entra, "user": known.id})


def _of_other_account(world):
    """Where the channel does not vouch (Web Chat), an Entra id of somebody known is nobody's."""
    user = world.user()
    activity = personal(user, world.channel.service, channelId="webchat")
    answer = world.post(activity)
    expect(answer.status == 200, "answered %d", answer.status)
    time.sleep(0.5)
    rows = world.rows("SELECT 1 FROM inbox WHERE user = ?", user.id)
    expect(not rows, "got in as %s", user.id)


def _webchat(world):
    world.channel.channel_keys = [(key("channel"), ["msteams", "emulator", "webchat"])]


def _rate(world):
    """Five a minute: the sixth is answered kindly, the rest not at all."""
    user = world.user()
    sent = [world.say(user) for _ in range(10)]
    found = world.channel.wait_for(user.chat, 6)
    time.sleep(0.5)
    found = world.channel.of(user.chat)
    expect(len(found) == 6, "%d answers", len(found))
    texts = [s.body.get("text") for s in found]
    expect(sorted(map(texts.count, set(texts))) == [1, 5], "no kind answer: %r", texts)
    kept = world.rows("SELECT count(*) FROM inbox WHERE user = ?", user.id)
    expect(kept == [(5,)], "%r in the inbox of %d sent", kept, len(sent))
    other = world.user()
    world.replies(world.say(other))


def _tenant_rate(make_world):
    """What a tenant may write is used up for all of it, and each is told so once."""
    world = make_world({"access.tenantPerMinute": 10}).start()
    users = [world.user() for _ in range(14)]
    for user in users:
        world.say(user)
    found = world.channel.wait(lambda: all(world.channel.of(user.chat) for user in users), 8)
    expect(found, "somebody heard nothing")
    kept = world.rows("SELECT count(*) FROM inbox")
    expect(10 <= kept[0][0] <= 11, "%r in the inbox", kept)
    expect(world.stop() == 0, "did not stop in order")


def _from_bot(world):
    """What a bot says is never answered."""
    user = world.user()
    for sender in (
        {"id": activities.BOT, "name": "Rakel", "aadObjectId": user.entra},
        {"id": user.account, "aadObjectId": user.entra, "role": "bot"},
    ):
        activity = personal(user, world.channel.service, **{"from": sender})
        expect(world.post(activity).status == 200, "not taken")
    time.sleep(0.4)
    expect(not world.channel.of(user.chat), "answered a bot")


GROUPS = [
    Group(
        "who gets in",
        [
            ("a pupil", _pupil),
            ("somebody unknown", lambda w: (_refused(w, _stranger()), _audited(w, "unknown"))[0]),
            ("somebody unknown in a channel", lambda w: _refused(w, _stranger(), group)),
            ("no Entra id", lambda w: _no_entra(w, None)),
            ("an Entra id that is none", lambda w: _no_entra(w, "kari")),
            ("an Entra id as a list", lambda w: _no_entra(w, [w.user().entra])),
            ("another tenant", lambda w: (
                _two_tenants(w, _stranger(), OTHER_TENANT, OTHER_TENANT), _audited(w, "tenant"))[0]),
            ("a known id out of another tenant", lambda w: _two_tenants(
                w, _copy(w.user()), OTHER_TENANT, OTHER_TENANT)),
            ("the places disagree", lambda w: _two_tenants(
                w, _copy(w.user()), TENANT, OTHER_TENANT)),
            ("the places disagree, the other way", lambda w: _two_tenants(
                w, _copy(w.user()), OTHER_TENANT, TENANT)),
            ("no tenant at all", lambda w: _two_tenants(w, _copy(w.user()), None, None)),
            ("a tenant as a number", lambda w: _two_tenants(w, _copy(w.user()), 5, TENANT)),
            ("a tenant as an empty text", lambda w: _two_tenants(w, _copy(w.user()), "", TENANT)),
            ("tenant in the conversation only", partial(
                _one_place, conversation=TENANT, data=None)),
            ("tenant in channelData only", partial(_one_place, conversation=None, data=TENANT)),
            ("tenant in capitals", partial(_one_place, conversation=TENANT.upper(), data=TENANT)),
            ("who says to be somebody else", _claims_in_text),
            ("a newcomer without access", lambda w: _silent_newcomer(w, _stranger())),
            ("an invoke without access", lambda w: _invokes(w, _stranger(), "adaptiveCard/action")),
            ("task/fetch without access", lambda w: _invokes(w, _stranger(), "task/fetch")),
            ("a bot", _from_bot),
        ],
    ),
    Group(
        "channels that vouch for nobody",
        [("Web Chat with the Entra id of somebody known", _of_other_account)],
        prepare=_webchat,
    ),
    Group("rate limits", [("of a user", _rate)], {"access.userPerMinute": 5}),
    Group("rate limit of a tenant", [("shared by all", _tenant_rate)], makes_worlds=True),
]  # fmt: skip


def _no_entra(world, entra):
    user = _stranger()
    sender = {"id": user.account, "name": user.name}
    if entra is not None:
        sender["aadObjectId"] = entra
    _refused(world, user, **{"from": sender})


def _copy(user):
    """The same account in a chat of its own, under a name that is nowhere else."""
    copy = User(user.id, user.entra)
    copy.account, copy.chat = "29:other%d" % number(), "a:other%d" % number()
    copy.name = "Navn%dkopi" % number()
    return copy
