/// The things Rakel says on its own account, by the id under which the content words them.
package enum Phrase: String, Sendable, CaseIterable {
  case greeting = "hei"
  case unknown = "vet-ikke"
  case whichOne = "mener-du"
  case noneOfThese = "ingen-av-dem"
  case noneChosen = "ingen-valgt"
  case noAccess = "ikke-tilgang"
  case notAllowed = "ikke-lov"
  case masked = "skjult"
  case cancelled = "avbrutt"
  case nothingToCancel = "ingenting-aa-avbryte"
  case whatDidYouMean = "hva-mente-du"
  case also = "ogsaa"
  case tooLong = "for-langt"
  case unreadable = "uleselig"
  case help = "hjelp"
  /// An apology: something failed that the user can do nothing about.
  case failed = "gikk-galt"
  /// There is no time to answer now, and an answer follows.
  case later = "kommer-tilbake"
  case attachment = "vedlegg"
  case tooMany = "for-mange"
  /// A client asks for something that only the chat can do.
  case notHere = "ikke-her"
  case nothingToExplain = "ingenting-aa-forklare"

  // Stopping a flow; `{hva}` is what it is about, `{heller}` what is wanted instead.
  case stop = "stoppe"
  case stopFor = "stoppe-for"
  case stopped = "stoppet"
  case alreadyEnded = "alt-ferdig"
  case goOn = "fortsetter"
  case yes = "ja-knapp"
  case no = "nei-knapp"

  // Questions of flows.
  case back = "tilbake-til"
  case noted = "notert"
  case alreadyOpen = "alt-i-gang"
  case notAnAnswer = "ikke-svar"
  case skip = "hopp-over"
  case orElse = "eller-skriv"
  case chosen = "svarte"
  case corrected = "rettet"
  case cannotCorrect = "kan-ikke-rette"
  case tooLate = "for-sent"
  case alreadyAnswered = "alt-besvart"
  case notYours = "ikke-ditt"

  // What is wrong with a value; `{hva}` is its label, `{heller}` the bounds.
  case valueMissing = "verdi-mangler"
  case valueTooLong = "verdi-for-lang"
  case valueMalformed = "verdi-ugyldig"
  case valueNotOffered = "verdi-ikke-valg"
  case valueOutOfBounds = "verdi-utenfor"
}
