internal import Foundation
internal import Ground
internal import Messaging
internal import Storage
internal import Telemetry

/// Out of the outbox into lanes.
extension Postman {
  /// What was read for one user; nil where that failed.
  private struct Post: Sendable {
    var user: String
    var piles: [Pile]?
    var error: DatabaseError?
  }

  /// Looks up everybody for whom something waits, from this process or one before; false where that failed.
  func recover() async -> Bool {
    do throws(DatabaseError) {
      var last = ""
      while true {
        let after = last
        let users = try await database.read { (connection) throws(DatabaseError) in
          try OutboxStore.usersWaiting(after: after, limit: 1_000, in: connection)
        }
        for user in users { mailbox.add(user) }
        guard users.count == 1_000, let user = users.last else { return true }
        last = user
      }
    } catch {
      report(error)
      // Somebody, so that it is tried again.
      waits.set("", of: "", until: moment() + 1_000)
      return false
    }
  }

  /// Puts what waits for these users into lanes.
  func read(for users: [String]) async {
    let (finish, time) = (finish, clock.now())
    held.beginReading()
    defer { held.endReading() }
    let posts: [Post]
    do throws(DatabaseError) {
      posts = try await database.glance { (connection) in
        users.map { Self.post(for: $0, at: time, finish: finish, in: connection) }
      }
    } catch {
      posts = users.map { Post(user: $0, error: error) }
    }
    let now = moment()
    for post in posts {
      guard let piles = post.piles else {
        if let error = post.error { report(error) }
        waits.set(Self.nowhere(of: post.user), of: post.user, until: now + 1_000)
        continue
      }
      for pile in piles { lay(pile, for: post.user, at: now) }
    }
  }

  /// The name of the place of somebody who has none.
  private static func nowhere(of user: String) -> String { "?\(user)" }

  private static func post(
    for user: String,
    at time: Date,
    finish: Finish,
    in connection: Connection
  ) -> Post {
    do throws(DatabaseError) {
      var piles = try OutboxStore.piles(
        for: user,
        most: lettersAtOnce,
        at: time,
        in: connection
      )
      for pile in piles.indices {
        for letter in piles[pile].letters.indices {
          let finished = try finish(piles[pile].letters[letter], connection)
          piles[pile].letters[letter].message = finished
        }
      }
      return Post(user: user, piles: piles)
    } catch {
      return Post(user: user, error: error)
    }
  }

  private func lay(_ pile: Pile, for user: String, at now: Int) {
    let place = pile.reference?.key ?? Self.nowhere(of: user)
    let letters = pile.letters.filter { !held.contains($0.number) }
    let hasMore = pile.letters.count == Self.lettersAtOnce
    if let lane = lanes[place] {
      lane.reference = pile.reference
      lane.append(letters)
      lane.hasMore = hasMore
      held.hold(letters.map(\.number))
      return
    }
    guard let first = letters.first else { return }
    // Who waits holds nothing in memory but this, and is read anew afterwards.
    if let until = waits.until(place), until > now { return }
    let due = first.due.milliseconds
    guard due <= now || due > now + settings.age.milliseconds else {
      return waits.set(place, of: user, until: due)
    }
    let lane = Lane(user: user, reference: pile.reference)
    lane.append(letters)
    lane.hasMore = hasMore
    lanes[place] = lane
    held.hold(letters.map(\.number))
    ready.append(place)
  }

  func report(_ error: DatabaseError) {
    log(.error, "outbox.unavailable", ["code": .integer(Int(error.code))])
  }
}

extension Duration {
  /// Rounded up.
  var milliseconds: Int { Int((self / .milliseconds(1)).rounded(.up)) }
}
