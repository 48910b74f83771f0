// The words of a picture in the text: its caption and what is said in place of it, edited where it stands.
import { useState, type ReactElement } from 'react'
import { Button, TextField } from '../ui/index.ts'
import { useText } from '../locales/index.ts'
import { setPictureWords } from './formatting.ts'
import { manuscriptStore, useManuscript } from './manuscript-store.ts'
import { NodePopover } from './NodePopover.tsx'
import { sessionOf } from './scene-sessions.ts'

type Open = NonNullable<ReturnType<typeof manuscriptStore.getState>['picture']>

const Editing = ({ sceneId, pos, ...before }: Open): ReactElement => {
  const t = useText()
  const [caption, setCaption] = useState(before.caption)
  const [alt, setAlt] = useState(before.alt)
  const keep = (): void => {
    const words = { alt: alt.trim(), caption: caption.trim() }
    if (words.alt !== before.alt || words.caption !== before.caption) setPictureWords(sceneId, pos, words)
    manuscriptStore.setState({ picture: null })
    sessionOf(sceneId)?.editor.commands.focus()
  }
  return (
    <NodePopover label={t('manuscript:imageEdit')} sceneId={sceneId} pos={pos} onClose={keep}>
      <TextField
        label={t('manuscript:imageCaption')}
        value={caption}
        onChange={setCaption}
        autoFocus
        onSubmit={keep}
        testId="picture-caption"
      />
      <TextField
        label={t('manuscript:imageAlt')}
        value={alt}
        onChange={setAlt}
        onSubmit={keep}
        testId="picture-alt"
      />
      <div className="row">
        <Button look="primary" onPress={keep}>
          {t('app:ok')}
        </Button>
      </div>
    </NodePopover>
  )
}

export const PicturePopover = (): ReactElement | null => {
  const picture = useManuscript((state) => state.picture)
  return picture && <Editing key={`${picture.sceneId}:${picture.pos}`} {...picture} />
}
