internal import Graph
internal import Helpdesk
internal import People

/// Where devices belong: with their users, and where these say nothing, with the category that they are sorted under.
struct GraphPlaces: Sendable {
  private let directory: Directory
  private let municipalities: Set<String>

  init(_ directory: Directory) {
    self.directory = directory
    municipalities = directory.municipalities
  }

  /// A category counts only where it is the name of a municipality that the directory knows.
  func place(of device: ManagedDevice) -> (municipality: String?, unit: String?) {
    let user = device.user.flatMap { directory.user(signIn: $0) }
    let category = device.category?.municipalityKey
    let sorted = category.flatMap { municipalities.contains($0) ? $0 : nil }
    return (user?.municipality ?? sorted, user?.unit)
  }
}
