"""What several tables ask of a conversation."""

from world import expect

CARD = "application/vnd.microsoft.card.adaptive"
HANDLED = "SELECT 1 FROM inbox WHERE activityID = ? AND handled IS NOT NULL"


def says_nothing(world, user):
    """A message afterwards is the first that is answered: nothing was said before it."""
    after = world.say(user)
    world.replies(after)
    sent = world.channel.of(user.chat)
    expect(all(s.answers == after["id"] for s in sent), "said %r", [s.body for s in sent][:2])


def ends_well(world, user):
    """Whatever came before, a message is answered."""
    after = world.say(user)
    world.replies(after)
