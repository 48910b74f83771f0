// What a sheet says of somebody in words: who they are, how they are, how they speak.
import type { ReactElement } from 'react'
import { Draft } from '../dialogue/Draft.tsx'
import { useText } from '../locales/index.ts'
import { Select } from '../ui/index.ts'
import { editCharacter, type Character, type CharacterChange } from './cast-store.ts'
import { CommittedSlider } from './CommittedSlider.tsx'
import { linesFrom, linesText, wordsFrom, wordsText } from './word-lists.ts'

interface Props {
  readonly character: Character
}

const FACTORS = ['openness', 'conscientiousness', 'extraversion', 'agreeableness', 'neuroticism'] as const
const REGISTERS = ['plain', 'formal', 'colloquial', 'archaic', 'childlike'] as const
const RHYTHMS = ['short', 'mixed', 'long'] as const

const useEdit =
  ({ id }: Character) =>
  (change: CharacterChange): void =>
    void editCharacter(id, change)

export const WhoFields = ({ character }: Props): ReactElement => {
  const t = useText()
  const edit = useEdit(character)
  const { id } = character
  return (
    <>
      <Draft
        key={`${id} name`}
        label={t('cast:name')}
        value={character.name}
        testId="cast-name"
        onCommit={(name) => {
          if (name.trim() === '') return false
          edit({ name })
          return true
        }}
      />
      <Draft
        key={`${id} aliases`}
        label={t('cast:aliases')}
        hint={t('cast:commas')}
        value={wordsText(character.aliases)}
        onCommit={(text) => edit({ aliases: wordsFrom(text) })}
      />
      <Draft
        key={`${id} role`}
        label={t('cast:role')}
        value={character.role}
        testId="cast-role"
        onCommit={(role) => edit({ role })}
      />
      <Draft
        key={`${id} background`}
        label={t('cast:background')}
        value={character.background}
        multiline
        onCommit={(background) => edit({ background })}
      />
      <Draft
        key={`${id} goals`}
        label={t('cast:goals')}
        hint={t('cast:onePerLine')}
        value={linesText(character.goals)}
        multiline
        onCommit={(text) => edit({ goals: linesFrom(text) })}
      />
      <Draft
        key={`${id} notes`}
        label={t('cast:notes')}
        hint={t('cast:notesHint')}
        value={character.notes}
        multiline
        onCommit={(notes) => edit({ notes })}
      />
    </>
  )
}

export const PersonalityFields = ({ character }: Props): ReactElement => {
  const t = useText()
  const edit = useEdit(character)
  return (
    <>
      <Draft
        key={`${character.id} traits`}
        label={t('cast:traits')}
        hint={t('cast:commas')}
        value={wordsText(character.traits)}
        onCommit={(text) => edit({ traits: wordsFrom(text) })}
      />
      {FACTORS.map((factor) => (
        <div key={factor} className="cast-factor">
          <CommittedSlider
            label={t(`cast:factor_${factor}`)}
            value={character.personality[factor]}
            min={0}
            max={1}
            step={0.05}
            onCommit={(value) => edit({ personality: { [factor]: value } })}
          />
          <span className="cast-ends" aria-hidden>
            <span>{t(`cast:low_${factor}`)}</span>
            <span>{t(`cast:high_${factor}`)}</span>
          </span>
        </div>
      ))}
    </>
  )
}

export const VoiceFields = ({ character }: Props): ReactElement => {
  const t = useText()
  const edit = useEdit(character)
  const { id, voice } = character
  return (
    <>
      <div className="cast-pair">
        <Select
          label={t('cast:register')}
          value={voice.register}
          choices={REGISTERS.map((each) => ({ id: each, label: t(`cast:register_${each}`) }))}
          onChange={(register) => edit({ voice: { register } })}
        />
        <Select
          label={t('cast:rhythm')}
          value={voice.rhythm}
          choices={RHYTHMS.map((each) => ({ id: each, label: t(`cast:rhythm_${each}`) }))}
          onChange={(rhythm) => edit({ voice: { rhythm } })}
        />
      </div>
      <Draft
        key={`${id} favourites`}
        label={t('cast:favourites')}
        hint={t('cast:commas')}
        value={wordsText(voice.favourites)}
        onCommit={(text) => edit({ voice: { favourites: wordsFrom(text) } })}
      />
      <Draft
        key={`${id} forbidden`}
        label={t('cast:forbidden')}
        hint={t('cast:commas')}
        value={wordsText(voice.forbidden)}
        testId="cast-forbidden"
        onCommit={(text) => edit({ voice: { forbidden: wordsFrom(text) } })}
      />
      <Draft
        key={`${id} samples`}
        label={t('cast:samples')}
        hint={t('cast:samplesHint')}
        value={linesText(voice.samples)}
        multiline
        onCommit={(text) => edit({ voice: { samples: linesFrom(text) } })}
      />
    </>
  )
}
