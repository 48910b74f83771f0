// The link of the selected words: set, change, remove.
import type { Editor } from '@tiptap/core'
import { Link } from 'lucide-react'
import { useState, type ReactElement } from 'react'
import { Button, IconButton, Popover, PopoverTrigger, TextField } from '../ui/index.ts'
import { useText } from '../locales/index.ts'
import { linkAt, setLink } from './formatting.ts'

export const LinkButton = ({ editor }: { readonly editor: Editor | null }): ReactElement => {
  const t = useText()
  const [open, setOpen] = useState(false)
  const [address, setAddress] = useState('')
  const active = editor?.isActive('link') ?? false
  const apply = (value: string): void => {
    setLink(value)
    setOpen(false)
  }
  return (
    <PopoverTrigger
      isOpen={open}
      onOpenChange={(next) => {
        setAddress(editor ? linkAt(editor) : '')
        setOpen(next)
      }}
    >
      <IconButton
        label={t('manuscript:link')}
        isDisabled={!editor || (!active && editor.state.selection.empty)}
        className={active ? 'on' : ''}
      >
        <Link />
      </IconButton>
      <Popover label={t('manuscript:link')}>
        <TextField
          label={t('manuscript:linkAddress')}
          value={address}
          onChange={setAddress}
          autoFocus
          onSubmit={() => apply(address)}
        />
        <div className="row">
          {active && <Button onPress={() => apply('')}>{t('manuscript:linkRemove')}</Button>}
          <Button look="primary" onPress={() => apply(address)}>
            {t('manuscript:linkSet')}
          </Button>
        </div>
      </Popover>
    </PopoverTrigger>
  )
}
