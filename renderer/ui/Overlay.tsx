// Small floating things: menus, popovers, tabs. Thin looks over the component library.
import { Check, ChevronRight } from 'lucide-react'
import type { ComponentProps, ReactElement, ReactNode } from 'react'
import {
  Dialog,
  DialogTrigger,
  Menu as AriaMenu,
  MenuItem as AriaMenuItem,
  Popover as AriaPopover,
  Separator,
  Tab as AriaTab,
  TabList as AriaTabList,
  TabPanel as AriaTabPanel,
  Tabs as AriaTabs,
  type PopoverProps as AriaPopoverProps,
} from 'react-aria-components'
import { shortcutLabel } from '../commands/shortcut.ts'
import { useFloating } from './floating.ts'
import { useBarred } from './writing.ts'

const Floating = ({
  onOpenChange,
  children,
}: Pick<AriaPopoverProps, 'onOpenChange'> & { children: ReactNode }) => {
  useFloating(onOpenChange)
  return children
}

/** A floating panel; give `triggerRef` and `isOpen`, or place it in a `PopoverTrigger`. */
export const Popover = ({
  label,
  children,
  ...rest
}: Omit<AriaPopoverProps, 'children' | 'className'> & {
  readonly label: string
  readonly children: ReactNode
}): ReactElement => (
  <AriaPopover {...rest} className="popover">
    <Floating onOpenChange={rest.onOpenChange}>
      <Dialog className="popover-body" aria-label={label}>
        {children}
      </Dialog>
    </Floating>
  </AriaPopover>
)

export const PopoverTrigger = DialogTrigger

export const MenuPopover = ({
  children,
  ...rest
}: Omit<AriaPopoverProps, 'children' | 'className'> & { readonly children: ReactNode }): ReactElement => (
  <AriaPopover {...rest} className="popover">
    <Floating onOpenChange={rest.onOpenChange}>{children}</Floating>
  </AriaPopover>
)

export const Menu = (props: ComponentProps<typeof AriaMenu>): ReactElement => (
  <AriaMenu {...props} className="menu" />
)

export const MenuItem = (props: {
  readonly id: string
  readonly label: string
  readonly icon?: ReactNode
  readonly shortcut?: string | undefined
  readonly danger?: boolean
  /** It opens a menu of its own. */
  readonly hasMore?: boolean
  readonly isDisabled?: boolean
  /** It changes the project. */
  readonly writes?: boolean
  readonly onAction?: () => void
}): ReactElement => (
  <AriaMenuItem
    id={props.id}
    textValue={props.label}
    className={props.danger ? 'menu-item danger' : 'menu-item'}
    isDisabled={useBarred(props.writes) || (props.isDisabled ?? false)}
    {...(props.onAction ? { onAction: props.onAction } : {})}
  >
    {({ isSelected }) => (
      <>
        {props.icon}
        {props.label}
        {props.shortcut && <kbd>{shortcutLabel(props.shortcut)}</kbd>}
        {props.hasMore && <ChevronRight aria-hidden className="menu-more" />}
        {isSelected && <Check aria-hidden className="menu-check" />}
      </>
    )}
  </AriaMenuItem>
)

export const MenuSeparator = (): ReactElement => <Separator className="menu-separator" />

export const Tabs = (props: ComponentProps<typeof AriaTabs>): ReactElement => (
  <AriaTabs {...props} className="tabs" />
)
export const TabList = (props: ComponentProps<typeof AriaTabList>): ReactElement => (
  <AriaTabList {...props} className="tab-list" />
)
export const Tab = (props: ComponentProps<typeof AriaTab>): ReactElement => (
  <AriaTab {...props} className="tab" />
)
export const TabPanel = (props: ComponentProps<typeof AriaTabPanel>): ReactElement => (
  <AriaTabPanel {...props} className="tab-panel" />
)
