internal import People
internal import WorkingTime

extension Directory {
  /// Who decides for somebody: their leader, or the leader's own where that one is away too; nil for nobody.
  func leader(of user: User, on day: Day) -> User? {
    var (current, seen) = (user, Set([user.id]))
    while let id = current.leader, seen.insert(id).inserted, knows(id) {
      current = self.user(id)
      if current.absence?.holds(on: day) != true, current.role.mayUseRakel { return current }
    }
    return nil
  }
}
