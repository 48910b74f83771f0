// Character cards in the window: one or several come in, somebody goes out as a picture or as JSON.
import { FileDown, IdCard } from 'lucide-react'
import type { ReactElement } from 'react'
import { FileTrigger, MenuTrigger } from 'react-aria-components'
import { notify, notifyError } from '../app/notices-store.ts'
import { recordEngineAct } from '../commands/app-undo.ts'
import { engine } from '../engine-client/engine.ts'
import { useText, t as words } from '../locales/index.ts'
import { saveBlob } from '../transfer/save-blob.ts'
import { Button, Menu, MenuItem, MenuPopover } from '../ui/index.ts'

const importCards = async (files: readonly File[]): Promise<void> => {
  try {
    for (const file of files) {
      const { character, lore } = await engine.cast.importCard({ file })
      recordEngineAct()
      notify({ tone: 'info', message: words('cast:cardImported', { name: character.name, count: lore }) })
    }
  } catch (error) {
    notifyError(error)
  }
}

const exportCard = (id: string, format: 'json' | 'png'): void => {
  engine.cast.exportCard({ id, format }).then((file) => saveBlob(file, file.name), notifyError)
}

export const ImportCardButton = (): ReactElement => {
  const t = useText()
  return (
    <FileTrigger
      allowsMultiple
      acceptedFileTypes={['application/json', '.json', 'image/png', '.png']}
      onSelect={(files) => void importCards([...(files ?? [])])}
    >
      <Button writes data-testid="cast-import-card">
        <IdCard aria-hidden /> {t('cast:importCard')}
      </Button>
    </FileTrigger>
  )
}

export const ExportCardButton = ({ id }: { readonly id: string }): ReactElement => {
  const t = useText()
  return (
    <MenuTrigger>
      <Button look="quiet" data-testid="cast-export-card">
        <FileDown aria-hidden /> {t('cast:exportCard')}
      </Button>
      <MenuPopover>
        <Menu aria-label={t('cast:exportCard')}>
          <MenuItem id="png" label={t('cast:cardPng')} onAction={() => exportCard(id, 'png')} />
          <MenuItem id="json" label={t('cast:cardJson')} onAction={() => exportCard(id, 'json')} />
        </Menu>
      </MenuPopover>
    </MenuTrigger>
  )
}
