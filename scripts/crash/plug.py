"""The file through which the driver tells plug.c where to pull the plug; the layout is that of `struct plug`."""

import mmap
import struct

HOW = {"never": 0, "before": 1, "after": 2, "torn": 3, "power": 4}
KINDS = {"all": 0, **{kind: ord(kind) for kind in "wcdstu"}}
_TARGET, _UNIT, _HOW, _SEED, _KILLS, _SHIFT, _COUNTS = range(7)


class Plug:
    """Counts the points of one round and holds the one to end at."""

    def __init__(self, path, seed):
        self.path = path
        words = [0] * (_COUNTS + 128)
        words[_SEED] = seed
        with open(path, "wb") as file:
            file.write(struct.pack("=%dQ" % len(words), *words))
        with open(path, "r+b") as file:
            self._map = mmap.mmap(file.fileno(), 0)

    def count(self, kind="all"):
        """How many operations of that kind there were."""
        return self._word(_COUNTS + KINDS[kind])

    @property
    def kills(self):
        """How many operations were the last of their process."""
        return self._word(_KILLS)

    def set(self, kind, number, how):
        """Ends the process that comes to that operation of the kind, or to a later one."""
        self._put(_UNIT, KINDS[kind])
        self._put(_HOW, HOW[how])
        self._put(_TARGET, number)

    def shift(self, seconds):
        """Moves the clock of what starts from now on: so far ahead of the real one."""
        self._put(_SHIFT, seconds)

    def clear(self):
        """Lets everything run."""
        self._put(_TARGET, 0)

    def _word(self, index):
        return struct.unpack_from("=Q", self._map, 8 * index)[0]

    def _put(self, index, value):
        struct.pack_into("=Q", self._map, 8 * index, value)
