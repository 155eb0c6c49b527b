internal import Foundation
internal import Ground
internal import StatesLanguage

/// The file of settings, `server.json`: objects in objects by the parts of the keys, read strictly.
struct SettingsFile {
  /// Where it is.
  let path: String
  /// Whether somebody named it, so that it has to be there.
  let isNamed: Bool

  /// A file of settings is never larger, in bytes.
  private static let mostBytes = 1 << 20

  init(named path: String?, besides folder: String) {
    isNamed = path != nil
    self.path = path ?? (folder == "." ? "server.json" : "\(folder)/server.json")
  }

  /// Sets what it says, and notes everything that is wrong with it.
  func read(into loaded: inout LoadedConfiguration) {
    guard isNamed || FileManager.default.fileExists(atPath: path) else { return }
    guard
      let data = FileHandle(forReadingAtPath: path).flatMap({ file in
        // What cannot be read is as good as missing.
        try? file.read(upToCount: Self.mostBytes + 1)
      })
    else {
      loaded.faults.append(ConfigurationFault(at: path, "cannot be read"))
      return
    }
    guard data.count <= Self.mostBytes else {
      loaded.faults.append(ConfigurationFault(at: path, "is larger than \(Self.mostBytes) bytes"))
      return
    }
    guard let text = String(data: data, encoding: .utf8) else {
      loaded.faults.append(ConfigurationFault(at: path, "is not UTF-8"))
      return
    }
    do throws(JSONError) {
      let map = try JSONMap(parsing: text, maximumDepth: 16)
      guard map.value.object != nil else {
        loaded.faults.append(ConfigurationFault(at: path + ":1:1", "must be an object"))
        return
      }
      var slots: Set<String> = []
      read(map, below: [], slots: &slots, into: &loaded)
    } catch {
      let place = error.place(in: text)
      loaded.faults.append(
        ConfigurationFault(at: "\(path):\(place.line):\(place.column)", error.message)
      )
    }
  }

  private func read(
    _ map: JSONMap,
    below path: [String],
    slots: inout Set<String>,
    into loaded: inout LoadedConfiguration
  ) {
    var seen: Set<String> = []
    for member in map.members {
      let keys = path + [member.key]
      let place = "\(self.path):\(member.place.line):\(member.place.column)"
      guard seen.insert(member.key).inserted else {
        loaded.faults.append(
          ConfigurationFault(at: place, "\(Self.quoted(keys)) stands twice; keep one of them")
        )
        continue
      }
      if let setting = Setting.all.first(where: { $0.path == keys }) {
        guard slots.insert(setting.slot).inserted else {
          loaded.faults.append(
            ConfigurationFault(at: place, "\(setting.slot) is set by another key too; keep one")
          )
          continue
        }
        let input = SettingInput(
          value: member.value.value,
          isText: false,
          folder: NewFile.folder(of: self.path)
        )
        loaded.set(setting, to: input, from: .file(place))
      } else if Setting.all.contains(where: { $0.path.starts(with: keys) }) {
        guard member.value.value.object != nil else {
          loaded.faults.append(
            ConfigurationFault(at: place, "\(Self.quoted(keys)) must be an object")
          )
          continue
        }
        read(member.value, below: keys, slots: &slots, into: &loaded)
      } else {
        loaded.faults.append(Self.unknown(keys, at: place))
      }
    }
  }

  private static func unknown(_ keys: [String], at place: String) -> ConfigurationFault {
    // The parts on the way are words one may mistype too.
    let prefixes = Set(
      Setting.all.flatMap { setting in
        setting.path.indices.map { setting.path[...$0].joined(separator: ".") }
      }
    )
    let nearest = Resemblance.nearest(to: keys.joined(separator: "."), among: prefixes)
    return ConfigurationFault(
      at: place,
      "there is no setting \(quoted(keys))",
      hint: nearest.map { "did you mean \"\($0)\"?" } ?? "'rakel settings' lists them all"
    )
  }

  private static func quoted(_ keys: [String]) -> String {
    SettingsFault.quoted(keys.joined(separator: "."))
  }
}
