// What the XML of a Scrivener project says: its tree, labels, states and points of view. Scrivener 2 and 3.
import type { LabelColor, NodeFacts } from '../../domain/project.ts'
import { labelsOf, statusOf, type ForeignLabel, type KnownLabels } from '../node-words.ts'
import { findXml, xmlElements, type XmlElement } from '../read-xml.ts'

export interface BinderItem {
  /** Names the files of its text; safe as a part of a path. */
  readonly id: string
  /** As Scrivener says it: DraftFolder, ResearchFolder, TrashFolder, Folder, Text, PDF, Image … */
  readonly type: string
  readonly title: string
  readonly facts: Partial<NodeFacts>
  readonly children: readonly BinderItem[]
}

export interface ScrivenerBinder {
  readonly items: readonly BinderItem[]
  readonly labels: Readonly<Partial<Record<LabelColor, string>>>
}

const child = (element: XmlElement | undefined, name: string): XmlElement | undefined =>
  element?.children.find((each) => each.name === name)

/** Only what cannot lead anywhere else. */
const idOf = ({ attributes }: XmlElement): string => {
  const id = attributes['UUID'] ?? attributes['ID'] ?? ''
  return /^[\w-]{1,64}$/u.test(id) ? id : ''
}

interface Words {
  readonly labels: KnownLabels['colors']
  readonly statuses: ReadonlyMap<string, string>
  /** The custom field that says whose eyes we see through. */
  readonly povField: string
}

const factsOf = (meta: XmlElement | undefined, words: Words): Partial<NodeFacts> => {
  const id = (name: string): string => child(meta, name)?.text.trim() ?? ''
  const label = words.labels.get(id('LabelID')) ?? ''
  const status = statusOf(words.statuses.get(id('StatusID')) ?? 'none')
  const custom = child(meta, 'CustomMetaData')?.children ?? []
  const pov = custom.find((item) => words.povField !== '' && child(item, 'FieldID')?.text === words.povField)
  const name = child(pov, 'Value')?.text.trim().slice(0, 200) ?? ''
  return {
    ...(label === '' ? {} : { label }),
    ...(status === 'none' ? {} : { status }),
    ...(name === '' ? {} : { pov: name }),
  }
}

const itemsOf = (parent: XmlElement | undefined, words: Words): BinderItem[] =>
  (parent?.children ?? [])
    .filter(({ name }) => name === 'BinderItem')
    .map((element) => ({
      id: idOf(element),
      type: element.attributes['Type'] ?? '',
      title: child(element, 'Title')?.text.trim() ?? '',
      facts: factsOf(child(element, 'MetaData'), words),
      children: itemsOf(child(element, 'Children'), words),
    }))

/** Undefined when it is no project. */
export const readBinder = (root: XmlElement | undefined): ScrivenerBinder | undefined => {
  const binder = child(root, 'Binder')
  if (root?.name !== 'ScrivenerProject' || !binder) return undefined
  const labels: ForeignLabel[] = []
  const labelSettings = findXml(root, 'LabelSettings')
  for (const element of labelSettings ? xmlElements(labelSettings) : []) {
    if (element.name === 'Label')
      labels.push({
        id: element.attributes['ID'] ?? '',
        name: element.text,
        rgb: (element.attributes['Color'] ?? '').trim().split(/\s+/u).map(Number),
      })
  }
  const { colors, names } = labelsOf(labels)
  const statuses = new Map<string, string>()
  const statusSettings = findXml(root, 'StatusSettings')
  for (const element of statusSettings ? xmlElements(statusSettings) : [])
    if (element.name === 'Status') statuses.set(element.attributes['ID'] ?? '', element.text)
  const fields = findXml(root, 'CustomMetaDataSettings')?.children ?? []
  const pov = fields.find((field) =>
    /^(?:pov|point of view|视角)/iu.test(child(field, 'Title')?.text.trim() ?? ''),
  )
  const words = { labels: colors, statuses, povField: pov?.attributes['ID'] ?? '' }
  return { items: itemsOf(binder, words), labels: names }
}
