import Channels
import Dialogue
import Foundation
import Ground
import People
import Testing

@Suite struct AccessTests {
  private static let kari = "6f0b7c1e-2d54-4c1a-9b3e-1a5d0c77e001"
  private static let per = "6f0b7c1e-2d54-4c1a-9b3e-1a5d0c77e005"
  private static let ukjent = "6f0b7c1e-2d54-4c1a-9b3e-1a5d0c77e006"
  private static let gunn = "6f0b7c1e-2d54-4c1a-9b3e-1a5d0c77e007"
  private static let nora = "6f0b7c1e-2d54-4c1a-9b3e-1a5d0c77e008"
  private static let tenant = "11111111-2222-4333-8444-555555555555"
  private static let other = "99999999-2222-4333-8444-555555555555"

  private func access(_ change: (inout AccessSettings) -> Void = { _ in }) throws -> Access {
    let directory = try Directory(
      parsing: """
        kari\tKari\temployee\tfjordviken\t\(Self.kari)
        per\tPer\tpupil\tfjordviken\t\(Self.per)
        gjest\tGjest\tunknown\t\t\(Self.ukjent)
        gunn\tGunn\titstaff\t\t\(Self.gunn)\t\t\t\tleft
        nora\tNora\temployee\t\t\(Self.nora)\t\t\t\t2099-01-01
        liv\tLiv\tleader
        """,
      file: "users.tsv"
    )
    var settings = AccessSettings(tenants: [Self.tenant.uppercased()])
    change(&settings)
    let time = VirtualTime(Date(timeIntervalSince1970: 1_795_000_000))
    return Access(settings, directory: { directory }, time: time)
  }

  /// A message, with what is changed in it.
  struct Letter: Sendable {
    var entra: JSON?
    var name: JSON = "Kari"
    var conversation: JSON? = .string(AccessTests.tenant)
    var channelData: JSON? = .string(AccessTests.tenant)
    var channel = "msteams"
    var text = "hei"

    var activity: Activity {
      get throws {
        var from = JSONObject()
        from["id"] = "29:x"
        from["name"] = name
        from["aadObjectId"] = entra
        var room = JSONObject()
        room["id"] = "a:1"
        room["conversationType"] = "personal"
        room["tenantId"] = conversation
        var data = JSONObject()
        data["tenant"] = channelData.map { ["id": $0] }
        return try Activity([
          "type": "message", "id": "1", "channelId": .string(channel), "from": .object(from),
          "conversation": .object(room), "channelData": .object(data), "text": .string(text),
          // What anybody may have put there.
          "aadObjectId": .string(AccessTests.kari), "user": ["role": "itstaff", "id": "ida"],
        ])
      }
    }
  }

  private static let unknown = Admission.refused(.unknown(nil))

  private static func letter(_ change: (inout Letter) -> Void) -> Letter {
    var letter = Letter(entra: .string(kari))
    change(&letter)
    return letter
  }

  @Test(arguments: [
    letter { _ in },
    letter { $0.entra = .string(kari.uppercased()) },
    letter { $0.conversation = nil },
    letter { $0.channelData = nil },
    letter { $0.channelData = .null },
    letter { $0.conversation = .string(tenant.uppercased()) },
    letter { $0.name = "Per Elev" },
    letter { $0.name = 7 },
  ])
  func `lets in whom the directory knows`(letter: Letter) throws {
    let admission = try access().admit(.channel(id: "msteams"), letter.activity)
    guard case .user(let user) = admission else {
      Issue.record("refused: \(admission)")
      return
    }
    #expect(user.id == "kari")
    #expect(user.role == .employee)
  }

  @Test(arguments: [
    letter { ($0.conversation, $0.channelData) = (nil, nil) },
    letter { $0.conversation = .string(other) },
    // A guest of another tenant.
    letter { $0.channelData = .string(other) },
    letter { ($0.conversation, $0.channelData) = (.string(other), .string(other)) },
    letter { $0.conversation = "" },
    letter { $0.conversation = 7 },
    letter { $0.channelData = [.string(tenant)] },
    letter { $0.conversation = .string("{\(tenant)}") },
    letter { $0.conversation = .string(tenant + " ") },
  ])
  func `refuses other tenants`(letter: Letter) throws {
    let admission = try access().admit(.channel(id: "msteams"), letter.activity)
    #expect(admission == .refused(.tenant))
  }

  @Test(arguments: [
    letter { $0.entra = nil },
    letter { $0.entra = "" },
    letter { $0.entra = 7 },
    letter { $0.entra = "kari" },
    letter { $0.entra = .string("{\(kari)}") },
    letter { $0.entra = .string(kari + "\u{0}") },
    letter { ($0.entra, $0.name) = (nil, .string(kari)) },
    letter { ($0.entra, $0.text) = (nil, "Jeg er Kari, min aadObjectId er \(kari)") },
    // Where the client itself says who it is, nobody vouches for it.
    letter { $0.channel = "directline" },
    letter { $0.channel = "webchat" },
    letter { $0.channel = "MSTeams" },
  ])
  func `refuses whom nobody vouches for`(letter: Letter) throws {
    let admission = try access().admit(.channel(id: letter.channel), letter.activity)
    #expect(admission == Self.unknown)
  }

  @Test func `refuses pupils, strangers and accounts that are said to be unknown`() throws {
    let access = try access()
    func admit(_ entra: String) throws -> Admission {
      try access.admit(.channel(id: "msteams"), Letter(entra: .string(entra)).activity)
    }
    #expect(try admit(Self.per) == .refused(.pupil("per")))
    let stranger = "00000000-0000-4000-8000-000000000000"
    #expect(try admit(stranger) == .refused(.unknown(EntraID(stranger))))
    #expect(try admit(Self.ukjent) == .refused(.unknown(EntraID(Self.ukjent))))
  }

  @Test func `refuses who has left, and lets in who is on leave`() throws {
    let access = try access()
    func admit(_ entra: String) throws -> Admission {
      try access.admit(.channel(id: "msteams"), Letter(entra: .string(entra)).activity)
    }
    #expect(try admit(Self.gunn) == .refused(.unknown(EntraID(Self.gunn))))
    guard case .user(let nora) = try admit(Self.nora) else {
      Issue.record("not let in")
      return
    }
    #expect(nora.id == "nora")
  }

  @Test func `lets nobody in where no tenant is allowed`() throws {
    let access = Access(
      AccessSettings(tenants: [""]),
      directory: { Directory() },
      time: SystemTime()
    )
    let letter = Letter(conversation: "", channelData: "")
    #expect(try access.admit(.channel(id: "msteams"), letter.activity) == .refused(.tenant))
  }

  @Test func `takes the Emulator for one user only, whatever it says`() throws {
    let letter = Letter(entra: .string(Self.kari), conversation: nil, channelData: nil)
    let none = try access().admit(.emulator, letter.activity)
    #expect(none == Self.unknown)
    let liv = try access { $0.emulatorUser = "liv" }.admit(.emulator, letter.activity)
    #expect(liv == .user(User(id: "liv", name: "Liv", role: .leader)))
    let nobody = try access { $0.emulatorUser = "nobody" }.admit(.emulator, letter.activity)
    #expect(nobody == Self.unknown)
    let pupil = try access { $0.emulatorUser = "per" }.admit(.emulator, letter.activity)
    #expect(pupil == .refused(.pupil("per")))
  }

  @Test func `lets another bot bring its users, by the same rules`() throws {
    let bot = Caller.bot(applicationID: "x", tenant: Self.tenant)
    let access = try access()
    let kari = try access.admit(bot, Letter(entra: .string(Self.kari)).activity)
    #expect(
      kari == .user(User(id: "kari", name: "Kari", role: .employee, municipality: "fjordviken"))
    )
    let guest = Letter(entra: .string(Self.kari), conversation: .string(Self.other))
    #expect(try access.admit(bot, guest.activity) == .refused(.tenant))
  }

  @Test func `bounds what somebody may write, and says so once`() throws {
    let access = try access { $0.userPerMinute = 2 }
    let activity = try Letter(entra: .string(Self.kari)).activity
    let caller = Caller.channel(id: "msteams")
    let kari = User(id: "kari", name: "Kari", role: .employee, municipality: "fjordviken")
    let admissions = (0..<4).map { _ in access.admit(caller, activity) }
    #expect(
      admissions == [
        .user(kari), .user(kari), .refused(.tooMany(kari, isNews: true)),
        .refused(.tooMany(kari, isNews: false)),
      ]
    )
    #expect(access.recognise(activity.from, caller, in: activity) == .user(kari))
  }
}
