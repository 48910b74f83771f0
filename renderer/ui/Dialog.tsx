// The modal dialog frame: title, close button, body, foot. What stands in it belongs to the features.
import { X } from 'lucide-react'
import { useLayoutEffect, useRef, type ReactElement, type ReactNode } from 'react'
import { Dialog as AriaDialog, Heading, Modal, ModalOverlay } from 'react-aria-components'
import { useText } from '../locales/index.ts'
import { IconButton } from './Button.tsx'
import { putAwayFloating } from './floating.ts'
import { useKeptFocus } from './useKeptFocus.ts'
import { ProjectFields } from './writing.ts'

export interface DialogProps {
  readonly title: string
  readonly isOpen: boolean
  readonly onClose: () => void
  readonly children: ReactNode
  /** Buttons at the lower edge. */
  readonly foot?: ReactNode
  readonly widthPx?: number
  /** False while closing would lose work in progress. */
  readonly dismissable?: boolean
  readonly role?: 'dialog' | 'alertdialog'
  readonly testId?: string
  /** What is filled in here belongs to the project. */
  readonly writes?: boolean
  /** Changes whenever controls may have gone that had the focus: the keyboard stays in the dialog. */
  readonly step?: unknown
}

export const Dialog = (props: DialogProps): ReactElement => {
  const t = useText()
  const {
    title,
    isOpen,
    onClose,
    children,
    foot,
    widthPx = 520,
    dismissable = true,
    role,
    testId,
    step,
  } = props
  const body = useRef<HTMLDivElement>(null)
  // Before the focus moves in: what closes may give it back to the page.
  useLayoutEffect(() => {
    if (isOpen) putAwayFloating()
  }, [isOpen])
  useKeptFocus(body, { step: `${isOpen} ${String(step)}`, onEscape: isOpen && dismissable ? onClose : null })
  return (
    <ModalOverlay
      className="scrim"
      isOpen={isOpen}
      isDismissable={dismissable}
      isKeyboardDismissDisabled={!dismissable}
      onOpenChange={(open) => {
        if (!open) onClose()
      }}
    >
      <Modal className="dialog-modal" style={{ '--dialog-width': `${widthPx}px` } as Record<string, string>}>
        <AriaDialog className="dialog" role={role} data-testid={testId}>
          <div className="dialog-head">
            <Heading slot="title">{title}</Heading>
            {dismissable && (
              <IconButton label={t('app:close')} onPress={onClose}>
                <X />
              </IconButton>
            )}
          </div>
          <div className="dialog-body" ref={body} tabIndex={-1}>
            <ProjectFields value={props.writes ?? false}>{children}</ProjectFields>
          </div>
          {foot && <div className="dialog-foot">{foot}</div>}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  )
}
