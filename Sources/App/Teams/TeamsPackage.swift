internal import Foundation
internal import Ground
internal import Importing

/// What is uploaded to Teams: a ZIP archive of the manifest and two icons.
enum TeamsPackage {
  static let manifestName = "manifest.json"
  /// A package is never larger, in bytes.
  private static let mostBytes = 16 << 20

  /// The package of a manifest, with icons drawn in its colour.
  static func bytes(of manifest: TeamsManifest) -> [UInt8] {
    var archive = StoredArchive()
    archive.add(manifestName, Array((manifest.json.prettyText + "\n").utf8))
    archive.add(TeamsManifest.colourIcon, TeamsIcon.colour(ground: manifest.ground).png)
    archive.add(TeamsManifest.outlineIcon, TeamsIcon.outline().png)
    return archive.bytes
  }

  /// What Teams would refuse of a package.
  ///
  /// - Parameter file: its name, which stands before those of its members.
  static func faults(of bytes: [UInt8], file: String) -> [Diagnostic] {
    guard bytes.count <= mostBytes else {
      return [fault(file, "is larger than \(mostBytes >> 20) MiB")]
    }
    do throws(ImportError) {
      let archive = try Archive(bytes, file: file)
      guard let data = try archive.member(manifestName) else {
        return [fault(file, "has no \(manifestName), not in a folder, but at its root")]
      }
      guard let text = String(validating: data, as: UTF8.self) else {
        return [fault("\(file)/\(manifestName)", "is not UTF-8")]
      }
      let check: TeamsManifestCheck
      do throws(Diagnostic) {
        check = try TeamsManifestCheck(text, file: "\(file)/\(manifestName)")
      } catch { return [error] }
      return try check.diagnostics
        + iconFaults(check.icons.colour, side: 192, in: archive, file: file)
        + iconFaults(check.icons.outline, side: 32, in: archive, file: file)
    } catch {
      return [fault(file, error.message)]
    }
  }

  private static func iconFaults(
    _ name: String?,
    side: Int,
    in archive: Archive,
    file: String
  ) throws(ImportError) -> [Diagnostic] {
    // Where the manifest names none, its check has said so.
    guard let name else { return [] }
    guard let data = try archive.member(name) else { return [fault(file, "has no \(name)")] }
    let place = "\(file)/\(name)"
    do throws(PNGFile.Fault) {
      let icon = try PNGFile(data)
      guard icon.width == side, icon.height == side else {
        return [fault(place, "is \(icon.width) × \(icon.height), and must be \(side) × \(side)")]
      }
      guard side == 32, let image = icon.image else { return [] }
      return image.isWhiteOnNothing
        ? [] : [fault(place, "must be white on a transparent ground, and nothing else")]
    } catch {
      return [fault(place, error.words)]
    }
  }

  private static func fault(_ file: String, _ message: String) -> Diagnostic {
    Diagnostic(.error, "teams.package", file: file, line: 1, message)
  }
}

extension Image {
  /// Whether each pixel is white or cannot be seen, and there are both.
  var isWhiteOnNothing: Bool {
    var (seen, unseen) = (false, false)
    for start in stride(from: 0, to: pixels.count, by: 4) {
      guard pixels[start + 3] > 0 else {
        unseen = true
        continue
      }
      guard pixels[start..<(start + 3)].allSatisfy({ $0 == 255 }) else { return false }
      seen = true
    }
    return seen && unseen
  }
}
