// The book as it would be printed, in a frame without scripts; from here it goes to paper or PDF by the print dialog.
import { Printer } from 'lucide-react'
import { useRef, type ReactElement } from 'react'
import { useText } from '../locales/index.ts'
import { Button, Dialog } from '../ui/index.ts'
import { closePreview, useExport } from './export-store.ts'

export const BookPreview = (): ReactElement => {
  const t = useText()
  const html = useExport((state) => state.preview)
  const frame = useRef<HTMLIFrameElement>(null)
  return (
    <Dialog
      title={t('transfer:preview')}
      isOpen={html !== null}
      onClose={closePreview}
      widthPx={860}
      testId="book-preview"
      foot={
        <>
          <p className="muted preview-hint">{t('transfer:printHint')}</p>
          <Button onPress={closePreview}>{t('transfer:close')}</Button>
          <Button look="primary" onPress={() => frame.current?.contentWindow?.print()}>
            <Printer aria-hidden /> {t('transfer:print')}
          </Button>
        </>
      }
    >
      <iframe
        ref={frame}
        className="book-preview"
        title={t('transfer:preview')}
        // Scripts stay forbidden; printing needs the frame to be of this origin.
        sandbox="allow-same-origin allow-modals"
        srcDoc={html ?? ''}
      />
    </Dialog>
  )
}
