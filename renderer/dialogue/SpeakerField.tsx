// Who says the line: someone of the cast, or anybody by a name of their own.
import type { ReactElement } from 'react'
import { Select } from '../ui/index.ts'
import { useText } from '../locales/index.ts'
import { edit, useDialogue, type GraphNode } from './dialogue-store.ts'
import { Draft } from './Draft.tsx'

const ANYBODY = 'anybody'

export const SpeakerField = ({
  node: { id, speaker },
}: {
  readonly node: Extract<GraphNode, { kind: 'line' }>
}): ReactElement => {
  const t = useText()
  const cast = useDialogue((state) => state.speakers).flatMap(({ characterId, name }) =>
    characterId === null ? [] : [{ id: `cast ${characterId}`, label: name }],
  )
  const chosen = speaker.characterId === null ? ANYBODY : `cast ${speaker.characterId}`
  // Someone who has left the cast keeps the line and its name.
  const isGone = chosen !== ANYBODY && !cast.some((each) => each.id === chosen)
  const choices = [
    ...cast,
    ...(isGone ? [{ id: chosen, label: speaker.name }] : []),
    { id: ANYBODY, label: t('dialogue:anybody') },
  ]
  const say = (characterId: string | null, name: string): void =>
    void edit({ act: 'update', nodeId: id, fields: { speaker: { characterId, name } } })
  const choose = (choice: string): void => {
    const found = cast.find((each) => each.id === choice)
    if (found) say(found.id.slice('cast '.length), found.label)
    else if (choice === ANYBODY) say(null, speaker.name)
  }
  return (
    <>
      {choices.length > 1 && (
        <Select
          label={t('dialogue:speaker')}
          value={chosen}
          choices={choices}
          onChange={choose}
          testId="line-cast"
        />
      )}
      {chosen === ANYBODY && (
        <Draft
          key={`${id} speaker`}
          label={t(choices.length > 1 ? 'dialogue:speakerName' : 'dialogue:speaker')}
          value={speaker.name}
          testId="line-speaker"
          onCommit={(name) => say(null, name)}
        />
      )}
    </>
  )
}
