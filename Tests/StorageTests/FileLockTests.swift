import Storage
import TestKit
import Testing

@Suite struct FileLockTests {
  @Test func `is had by one at a time`() throws {
    let folder = try TemporaryFolder()
    let path = folder.path("lock")
    let first = FileLock(path: path)
    #expect(first != nil)
    // flock locks an open file, so a second one in the same process is refused like one of another.
    #expect(FileLock(path: path) == nil)
    withExtendedLifetime(first) {}
  }

  @Test func `is free again when whoever had it is gone`() throws {
    let folder = try TemporaryFolder()
    do { _ = FileLock(path: folder.path("lock")) }
    #expect(FileLock(path: folder.path("lock")) != nil)
  }

  @Test func `is not had where there is no folder`() {
    #expect(FileLock(path: "/nowhere/at/all") == nil)
  }
}
