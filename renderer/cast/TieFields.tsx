// What somebody holds the others for: one of them chosen, three sliders, a note.
import { useState, type ReactElement } from 'react'
import { Draft } from '../dialogue/Draft.tsx'
import { useText } from '../locales/index.ts'
import { Select } from '../ui/index.ts'
import { relate, useCast, type Character } from './cast-store.ts'
import { CommittedSlider } from './CommittedSlider.tsx'

const STRANGERS = { trust: 0, respect: 0, familiarity: 0, note: '', bond: 'stranger' } as const

export const TieFields = ({ character }: { readonly character: Character }): ReactElement => {
  const t = useText()
  const all = useCast((state) => state.characters) ?? []
  const relations = useCast((state) => state.relations)
  const [chosen, choose] = useState<string | null>(null)
  const others = all.filter(({ id }) => id !== character.id)
  const other = others.find(({ id }) => id === chosen) ?? others[0]
  if (!other) return <p className="quiet">{t('cast:noOthers')}</p>
  const tie = relations.find(({ fromId, toId }) => fromId === character.id && toId === other.id) ?? STRANGERS
  const change = (part: Parameters<typeof relate>[2]): void => void relate(character.id, other.id, part)
  return (
    <>
      <Select
        label={t('cast:towards')}
        value={other.id}
        choices={others.map(({ id, name }) => ({ id, label: name }))}
        onChange={choose}
        hint={t('cast:bondIs', { bond: t(`cast:bond_${tie.bond}`) })}
      />
      <CommittedSlider
        label={t('cast:trust')}
        value={tie.trust}
        min={-1}
        max={1}
        step={0.1}
        onCommit={(trust) => change({ trust })}
      />
      <CommittedSlider
        label={t('cast:respect')}
        value={tie.respect}
        min={-1}
        max={1}
        step={0.1}
        onCommit={(respect) => change({ respect })}
      />
      <CommittedSlider
        label={t('cast:familiarity')}
        value={tie.familiarity}
        min={0}
        max={1}
        step={0.1}
        onCommit={(familiarity) => change({ familiarity })}
      />
      <Draft
        key={`${character.id} ${other.id}`}
        label={t('cast:tieNote')}
        value={tie.note}
        onCommit={(note) => change({ note })}
      />
    </>
  )
}
