// The text of a footnote, edited where it stands.
import { useState, type ReactElement } from 'react'
import { Button, TextField } from '../ui/index.ts'
import { useText } from '../locales/index.ts'
import { setFootnote } from './formatting.ts'
import { manuscriptStore, useManuscript } from './manuscript-store.ts'
import { NodePopover } from './NodePopover.tsx'
import { sessionOf } from './scene-sessions.ts'

type Open = NonNullable<ReturnType<typeof manuscriptStore.getState>['footnote']>

const close = (): void => {
  const { footnote } = manuscriptStore.getState()
  manuscriptStore.setState({ footnote: null })
  if (footnote) sessionOf(footnote.sceneId)?.editor.commands.focus()
}

const Editing = ({ sceneId, pos, text: before }: Open): ReactElement => {
  const t = useText()
  const [text, setText] = useState(before)
  const keep = (): void => {
    if (text.trim() === '') setFootnote(sceneId, pos, null)
    else if (text !== before) setFootnote(sceneId, pos, text.trim())
    close()
  }
  return (
    <NodePopover label={t('manuscript:footnote')} sceneId={sceneId} pos={pos} onClose={keep}>
      <TextField
        label={t('manuscript:footnoteText')}
        value={text}
        onChange={setText}
        multiline
        autoFocus
        testId="footnote-text"
      />
      <div className="row">
        <Button
          writes
          look="danger"
          onPress={() => {
            setFootnote(sceneId, pos, null)
            close()
          }}
        >
          {t('manuscript:footnoteRemove')}
        </Button>
        <Button look="primary" onPress={keep}>
          {t('app:ok')}
        </Button>
      </div>
    </NodePopover>
  )
}

export const FootnotePopover = (): ReactElement | null => {
  const footnote = useManuscript((state) => state.footnote)
  return footnote && <Editing key={`${footnote.sceneId}:${footnote.pos}`} {...footnote} />
}
