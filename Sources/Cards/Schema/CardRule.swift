/// What one type of card element may and must say.
///
/// The table is the part of the schema of Adaptive Cards 1.5 (https://adaptivecards.io/schemas/1.5.0) that a
/// helpdesk in Teams needs, with what Teams adds; what is not in it is a fault.
struct CardRule: Sendable {
  let fields: [String: CardField]
  let required: [String]

  init(_ groups: [String: CardField]..., required: [String] = []) {
    fields = groups.reduce(into: [:]) { $0.merge($1) { _, later in later } }
    self.required = required
  }

  /// What an element of that type says; nil for a type that is not used here.
  static func of(_ type: String) -> CardRule? { table[type] }

  private static let table: [String: CardRule] = cards.merging(containers) { $1 }
    .merging(texts) { $1 }.merging(inputs) { $1 }.merging(actions) { $1 }

  // Members that many types share.

  private static let item: [String: CardField] = [
    "id": .name, "isVisible": .flag, "requires": .map, "targetWidth": .name,
  ]
  private static let placed: [String: CardField] = [
    "separator": .flag,
    "spacing": .word(.init("default none small medium large extraLarge padding")),
  ]
  private static let element = item.merging(placed) { $1 }.merging([
    "height": .word(.init("auto stretch")), "fallback": .one(.elementFallback),
  ]) { $1 }
  private static let box: [String: CardField] = [
    "style": .word(.init("default emphasis good attention warning accent")), "bleed": .flag,
    "minHeight": .name, "selectAction": .one(.selectAction),
  ]
  private static let filled: [String: CardField] = [
    "backgroundImage": .one(.background), "rtl": .flag,
    "verticalContentAlignment": .word(.init("top center bottom")),
  ]
  private static let alignment = CardField.word(.init("left center right"))
  private static let typeface: [String: CardField] = [
    "color": .word(.init("default dark light accent good warning attention")),
    "fontType": .word(.init("default monospace")), "isSubtle": .flag,
    "size": .word(.init("default small medium large extraLarge")),
    "weight": .word(.init("default lighter bolder")),
  ]

  // The types.

  private static let cards: [String: CardRule] = [
    "AdaptiveCard": CardRule(
      filled,
      [
        "version": .name, "refresh": .one(.refresh), "body": .many(.element),
        "actions": .many(.action), "selectAction": .one(.selectAction), "fallbackText": .words,
        "minHeight": .name, "speak": .words, "lang": .name, "$schema": .name, "msteams": .free,
      ]
    ),
    "Refresh": CardRule(["action": .one(.execute), "userIds": .names]),
    "BackgroundImage": CardRule(
      [
        "url": .picture,
        "fillMode": .word(.init("cover repeatHorizontally repeatVertically repeat")),
        "horizontalAlignment": alignment, "verticalAlignment": .word(.init("top center bottom")),
      ],
      required: ["url"]
    ),
    "TargetElement": CardRule(
      ["elementId": .name, "isVisible": .flag],
      required: ["elementId"]
    ),
  ]

  private static let containers: [String: CardRule] = [
    "Container": CardRule(
      element,
      box,
      filled,
      ["items": .many(.element)],
      required: ["items"]
    ),
    "ColumnSet": CardRule(
      element,
      box,
      ["columns": .many(.column), "horizontalAlignment": alignment]
    ),
    "Column": CardRule(
      item,
      placed,
      box,
      filled,
      ["items": .many(.element), "width": .size, "fallback": .one(.columnFallback)]
    ),
    "Table": CardRule(
      element,
      [
        "columns": .many(.tableColumn), "rows": .many(.row), "firstRowAsHeaders": .flag,
        "firstRowAsHeader": .flag, "showGridLines": .flag,
        "gridStyle": .word(.init("default emphasis good attention warning accent")),
        "horizontalCellContentAlignment": alignment,
        "verticalCellContentAlignment": .word(.init("top center bottom")),
      ]
    ),
    "TableColumnDefinition": CardRule([
      "width": .size, "horizontalCellContentAlignment": alignment,
      "verticalCellContentAlignment": .word(.init("top center bottom")),
    ]),
    "TableRow": CardRule([
      "cells": .many(.cell), "horizontalCellContentAlignment": alignment,
      "style": .word(.init("default emphasis good attention warning accent")),
      "verticalCellContentAlignment": .word(.init("top center bottom")),
    ]),
    "TableCell": CardRule(
      box,
      [
        "items": .many(.element), "backgroundImage": .one(.background),
        "verticalContentAlignment": .word(.init("top center bottom")),
      ],
      required: ["items"]
    ),
    "ActionSet": CardRule(element, ["actions": .many(.action)], required: ["actions"]),
  ]

  private static let texts: [String: CardRule] = [
    "TextBlock": CardRule(
      element,
      typeface,
      [
        "text": .markdown, "horizontalAlignment": alignment, "maxLines": .number, "wrap": .flag,
        "style": .word(.init("default heading")),
      ],
      required: ["text"]
    ),
    "RichTextBlock": CardRule(
      element,
      ["inlines": .many(.inline), "horizontalAlignment": alignment],
      required: ["inlines"]
    ),
    "TextRun": CardRule(
      typeface,
      [
        "text": .words, "highlight": .flag, "italic": .flag, "strikethrough": .flag,
        "underline": .flag, "selectAction": .one(.selectAction),
      ],
      required: ["text"]
    ),
    "FactSet": CardRule(element, ["facts": .many(.fact)], required: ["facts"]),
    "Fact": CardRule(["title": .markdown, "value": .markdown], required: ["title", "value"]),
    "Image": CardRule(
      element,
      [
        "url": .picture, "altText": .words, "backgroundColor": .name, "height": .name,
        "horizontalAlignment": alignment, "selectAction": .one(.selectAction),
        "size": .word(.init("auto stretch small medium large")),
        "style": .word(.init("default person")), "width": .name, "msteams": .free,
      ],
      required: ["url"]
    ),
  ]

  private static let input = element.merging([
    "errorMessage": .words, "isRequired": .flag, "label": .words,
  ]) { $1 }

  private static let inputs: [String: CardRule] = [
    "Input.Text": CardRule(
      input,
      [
        "isMultiline": .flag, "maxLength": .number, "placeholder": .words, "regex": .name,
        "style": .word(.init("text tel url email password")),
        "inlineAction": .one(.selectAction), "value": .name,
      ],
      required: ["id"]
    ),
    "Input.ChoiceSet": CardRule(
      input,
      [
        "choices": .many(.choice), "isMultiSelect": .flag,
        "style": .word(.init("compact expanded filtered")), "value": .name,
        "placeholder": .words, "wrap": .flag,
      ],
      required: ["id"]
    ),
    "Input.Choice": CardRule(["title": .words, "value": .name], required: ["title", "value"]),
    "Input.Date": CardRule(
      input,
      ["max": .date, "min": .date, "placeholder": .words, "value": .date],
      required: ["id"]
    ),
    "Input.Time": CardRule(
      input,
      ["max": .time, "min": .time, "placeholder": .words, "value": .time],
      required: ["id"]
    ),
    "Input.Number": CardRule(
      input,
      ["max": .number, "min": .number, "placeholder": .words, "value": .number],
      required: ["id"]
    ),
    "Input.Toggle": CardRule(
      input,
      ["title": .words, "value": .name, "valueOff": .name, "valueOn": .name, "wrap": .flag],
      required: ["id", "title"]
    ),
  ]

  private static let action: [String: CardField] = [
    "title": .words, "iconUrl": .picture, "id": .name, "requires": .map,
    "style": .word(.init("default positive destructive")), "fallback": .one(.actionFallback),
    "tooltip": .words, "isEnabled": .flag, "mode": .word(.init("primary secondary")),
    "targetWidth": .name,
  ]

  private static let actions: [String: CardRule] = [
    "Action.Submit": CardRule(
      action,
      [
        "data": .free, "associatedInputs": .word(.init("auto none")), "msteams": .free,
      ]
    ),
    "Action.Execute": CardRule(
      action,
      [
        "data": .free, "associatedInputs": .word(.init("auto none")), "verb": .name,
      ]
    ),
    "Action.OpenUrl": CardRule(action, ["url": .link], required: ["url"]),
    "Action.ShowCard": CardRule(action, ["card": .one(.card)]),
    "Action.ToggleVisibility": CardRule(
      action,
      ["targetElements": .many(.target)],
      required: ["targetElements"]
    ),
  ]
}
