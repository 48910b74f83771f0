// What somebody knows and from which scene on, of all that can be known in the story; and by which words it slips out.
import { Plus, Trash2 } from 'lucide-react'
import { useState, type ReactElement } from 'react'
import { Draft } from '../dialogue/Draft.tsx'
import { useText } from '../locales/index.ts'
import { Button, IconButton, Select, TextField } from '../ui/index.ts'
import { addFact, editFact, removeFact, useCast, type Character, type StoryFact } from './cast-store.ts'
import { wordsFrom, wordsText } from './word-lists.ts'

const UNKNOWN = 'unknown'
const ALWAYS = 'always'

const Fact = ({
  fact,
  characterId,
}: {
  readonly fact: StoryFact
  readonly characterId: string
}): ReactElement => {
  const t = useText()
  const scenes = useCast((state) => state.scenes)
  const knower = fact.knowers.find((each) => each.characterId === characterId)
  const since = knower === undefined ? UNKNOWN : (knower.fromSceneId ?? ALWAYS)
  const others = fact.knowers.filter((each) => each.characterId !== characterId)
  return (
    <li className="cast-fact">
      <div className="cast-fact-head">
        <span>{fact.text}</span>
        <IconButton
          writes
          label={t('cast:removeFact', { fact: fact.text })}
          onPress={() => void removeFact(fact.id)}
        >
          <Trash2 aria-hidden />
        </IconButton>
      </div>
      <Select
        label={t('cast:knows')}
        value={since}
        choices={[
          { id: UNKNOWN, label: t('cast:knowsNot') },
          { id: ALWAYS, label: t('cast:knowsAlways') },
          ...scenes.map(({ id, title }) => ({ id, label: t('cast:knowsFrom', { scene: title }) })),
        ]}
        onChange={(choice) =>
          void editFact(fact.id, {
            knowers:
              choice === UNKNOWN
                ? others
                : [...others, { characterId, fromSceneId: choice === ALWAYS ? null : choice }],
          })
        }
      />
      <Draft
        key={fact.id}
        label={t('cast:keys')}
        hint={t('cast:keysHint')}
        value={wordsText(fact.keys)}
        onCommit={(text) => void editFact(fact.id, { keys: wordsFrom(text) })}
      />
    </li>
  )
}

export const KnowledgeFields = ({ character }: { readonly character: Character }): ReactElement => {
  const t = useText()
  const facts = useCast((state) => state.facts)
  const [text, setText] = useState('')
  const add = (): void => {
    if (text.trim() === '') return
    void addFact(text.trim(), character.id)
    setText('')
  }
  return (
    <>
      {facts.length > 0 && (
        <ul className="cast-facts" aria-label={t('cast:facts')}>
          {facts.map((fact) => (
            <Fact key={fact.id} fact={fact} characterId={character.id} />
          ))}
        </ul>
      )}
      <TextField
        label={t('cast:newFact')}
        hint={t('cast:newFactHint')}
        value={text}
        onChange={setText}
        onSubmit={add}
        testId="cast-fact"
      />
      <Button writes isDisabled={text.trim() === ''} onPress={add} data-testid="cast-fact-add">
        <Plus aria-hidden /> {t('cast:addFact')}
      </Button>
    </>
  )
}
