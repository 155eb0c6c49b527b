import Authoring
import Foundation
import Norwegian
import Understanding

/// A small model and ways to read with it, on Wednesday 13 May 2026 at 10.00 in Oslo.
struct EntitiesFixture {
  let extractor: EntityExtractor
  let dates = Dates(reference: Date(timeIntervalSince1970: 1_778_659_200))

  init(_ text: String = Self.model) { extractor = EntityExtractor(AuthoredText.parse(text).lu) }

  func read(_ message: String) -> EntityReading { extractor.read(message, dates: dates) }

  /// `entity:role=value` of every mention.
  func values(_ message: String) -> [String] { read(message).mentions.map(Self.plain) }

  static func plain(_ mention: EntityMention) -> String {
    "\(mention.entity)\(mention.role.map { ":\($0)" } ?? "")=\(mention.value.plain)"
  }

  static let model = """
    @ list system =
        - Visma :
            - visma; vizma
        - Visma Enterprise :
            - visma lønn; visma hrm
        - Gerica :
            - gerica
        - Profil :
        - Teams :
            - microsoft teams
        - WebSak :
            - web sak; websak
    @ list kommune =
        - Storøya :
            - storøya kommune
        - Åsdal :
        - Fjordviken :
    @ list enhet =
        - skriver :
            - printer; skrivar
        - skjerm :
        - mobil :
            - mobiltelefon
    @ list program =
        - Teams :
    @ regex saksnummer = /\\b(RITM|INC)[0-9]{7}\\b/
    @ prebuilt number
    @ prebuilt datetimeV2 hasRoles fra, til
    @ prebuilt email
    @ prebuilt phonenumber
    @ prebuilt url
    @ prebuilt money
    @ prebuilt percentage
    @ prebuilt age
    @ prebuilt dimension
    @ prebuilt temperature
    @ prebuilt ordinal
    @ prebuilt personName
    @ patternany emne
    @ ml rom

    # Bestill
    - (bestill|book) [et] rom {@datetimeV2}
    - jeg trenger tilgang (til|i) {@system} [nå [takk]]
    - flytt møtet fra {@datetimeV2:fra} til {@datetimeV2:til}
    - lag en sak om {@emne} [takk]
    - hjelp med {@emne} i {@kommune}

    # Rom
    - bestill rommet {@rom=Fjellet} i dag
    - bestill rommet {@rom=Havet} i morgen
    - bestill rommet {@rom=Skogen} på fredag
    - er {@rom=Fjellet} ledig
    - er det kaldt på kontoret
    """
}
