import Ground
import Testing
