// A picture, sound or clip in the text: its caption, what is said in place of it, and how wide it stands, edited where it stands.
import { useState, type ReactElement } from 'react'
import { Button, Segmented, TextField } from '../ui/index.ts'
import { useText } from '../locales/index.ts'
import { FIGURE_SIZES } from './figure-size.ts'
import { setPicture } from './formatting.ts'
import { manuscriptStore, useManuscript } from './manuscript-store.ts'
import { NodePopover } from './NodePopover.tsx'
import { sessionOf } from './scene-sessions.ts'

type Open = NonNullable<ReturnType<typeof manuscriptStore.getState>['picture']>

const Editing = ({ sceneId, pos, ...before }: Open): ReactElement => {
  const t = useText()
  const [caption, setCaption] = useState(before.caption)
  const [alt, setAlt] = useState(before.alt)
  const [size, setSize] = useState(before.size)
  const keep = (): void => {
    const now = { alt: alt.trim(), caption: caption.trim(), size }
    if (now.alt !== before.alt || now.caption !== before.caption || now.size !== before.size)
      setPicture(sceneId, pos, now)
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
      <Segmented
        label={t('manuscript:figureSize')}
        value={size}
        choices={FIGURE_SIZES.map((id) => ({ id, label: t(`manuscript:figure_${id}`) }))}
        onChange={setSize}
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
