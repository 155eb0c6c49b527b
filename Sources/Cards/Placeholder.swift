internal import Ground
