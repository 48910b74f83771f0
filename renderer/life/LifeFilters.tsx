// What the record is narrowed by: words, a person, a place, a feeling, a tag.
import type { ReactElement } from 'react'
import { formatNumber, useText } from '../locales/index.ts'
import { EMOTIONS } from '../timeline/feelings.ts'
import { Button, Select, TextField } from '../ui/index.ts'
import { NO_SIEVE, sift, useLife, type Facets, type Sieve } from './life-store.ts'

/** Menus longer than this are no help; words find the rest. */
const MOST_NAMES = 100

const Names = (props: {
  readonly label: string
  readonly names: Facets['people']
  readonly value: string
  readonly onChange: (name: string) => void
  readonly testId: string
}): ReactElement | null => {
  const t = useText()
  const { label, names, value, onChange, testId } = props
  if (names.length === 0) return null
  return (
    <Select
      label={label}
      value={value}
      choices={[
        { id: '', label: t('life:anyone') },
        ...names
          .slice(0, MOST_NAMES)
          .map(({ name, count }) => ({ id: name, label: `${name} (${formatNumber(count)})` })),
      ]}
      onChange={onChange}
      testId={testId}
    />
  )
}

export const LifeFilters = (): ReactElement => {
  const t = useText()
  const sieve = useLife((state) => state.sieve)
  const facets = useLife((state) => state.facets)
  const isSifted = Object.values(sieve).some((value) => value !== '')
  return (
    <section className="life-filters" aria-label={t('life:filters')}>
      <TextField
        label={t('life:words')}
        value={sieve.text}
        onChange={(text) => sift({ text })}
        testId="life-text"
      />
      <Select<Sieve['emotion']>
        label={t('life:feeling')}
        value={sieve.emotion}
        choices={[
          { id: '', label: t('life:anyone') },
          ...EMOTIONS.map((emotion) => ({ id: emotion, label: t(`emotions:${emotion}`) })),
        ]}
        onChange={(emotion) => sift({ emotion })}
        testId="life-emotion"
      />
      <Names
        label={t('life:people')}
        names={facets.people}
        value={sieve.person}
        onChange={(person) => sift({ person })}
        testId="life-person"
      />
      <Names
        label={t('life:place')}
        names={facets.places}
        value={sieve.place}
        onChange={(place) => sift({ place })}
        testId="life-place"
      />
      <Names
        label={t('life:tag')}
        names={facets.tags}
        value={sieve.tag}
        onChange={(tag) => sift({ tag })}
        testId="life-tag"
      />
      {isSifted && <Button onPress={() => sift(NO_SIEVE)}>{t('life:clear')}</Button>}
    </section>
  )
}
