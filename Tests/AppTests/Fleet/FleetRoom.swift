import Foundation
import Ground
import TestKit

// What a command prints is App's own.
@testable import App

/// A staff room with an inventory: files beside the content, and the commands on them.
struct FleetRoom {
  let room: StaffRoom

  init() throws { room = try StaffRoom() }

  /// Writes a file and gives its path.
  func file(_ text: String, _ name: String = "assets.csv") throws -> String {
    try room.folder.write(text, to: name)
  }

  private func words(_ words: [String], as user: String) -> Arguments {
    Arguments(
      words + [
        "--as", user, "--content", room.folder.url.path, "--state", room.folder.path("state"),
      ]
    )
  }

  @discardableResult
  func take(_ list: String..., as user: String = "ida") async throws -> Answer {
    try await FleetImportCommand.answer(words(list, as: user), at: StaffRoom.now)
  }

  func stats(_ list: String..., as user: String = "ida") async throws -> Answer {
    try await FleetStatsCommand.answer(words(list, as: user), at: StaffRoom.now)
  }

  func list(_ list: String..., as user: String = "ida") async throws -> Answer {
    try await FleetListCommand.answer(words(list, as: user), at: StaffRoom.now)
  }

  func show(_ list: String..., as user: String = "ida") async throws -> Answer {
    try await FleetShowCommand.answer(words(list, as: user), at: StaffRoom.now)
  }

  func plan(_ list: String..., as user: String = "ida") async throws -> Answer {
    try await FleetPlanCommand.answer(words(list, as: user), at: StaffRoom.now)
  }

  /// Three devices of two municipalities: bought in 2020, in 2024, and nobody knows when.
  static let assets = """
    Asset Tag,Serial,Asset Name,Model Name,Company,Department,Username,Purchase Date
    R1,5CG1,PC-1,Latitude 7420,Storøya,Rådhuset,kari,2020-03-01
    R2,5CG2,PC-2,Latitude 5440,Åsdal,Skolen,ola,2024-05-17
    R3,5CG3,=cmd(),Latitude 7420,Åsdal,,borte,
    """
}
