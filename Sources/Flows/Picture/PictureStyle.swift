/// Colours of boxes, the same in both languages; readable on white and when printed in grey.
struct PictureStyle {
  let fill: String
  let stroke: String
  var width = 1
  var isDashed = false

  static let ink = "#212529"
  static let faint = "#868e96"

  init(_ kind: PictureGraph.Kind) {
    switch kind {
    case .start, .join: (fill, stroke) = ("#495057", "#495057")
    case .end: (fill, stroke) = ("#495057", "#495057")
    case .task: (fill, stroke) = ("#e7f5ff", "#1971c2")
    case .choice: (fill, stroke) = ("#fff9db", "#e67700")
    case .wait: (fill, stroke) = ("#f3f0ff", "#6741d9")
    case .pass: (fill, stroke) = ("#f8f9fa", "#868e96")
    case .fork: (fill, stroke) = ("#e9ecef", "#495057")
    case .succeed: (fill, stroke) = ("#ebfbee", "#2f9e44")
    case .fail: (fill, stroke) = ("#fff5f5", "#c92a2a")
    case .missing:
      (fill, stroke) = ("#ffffff", "#c92a2a")
      isDashed = true
    }
  }

  init(_ mark: PictureGraph.Mark) {
    switch mark {
    case .current: (fill, stroke, width) = ("#ffc078", "#d9480f", 3)
    case .visited: (fill, stroke, width) = ("#d3f9d8", "#2b8a3e", 1)
    }
  }
}
