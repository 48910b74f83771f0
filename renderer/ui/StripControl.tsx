// One thing of a strip as a control in it.
import { useState, type ReactElement } from 'react'
import { MenuTrigger } from 'react-aria-components'
import { shortcutLabel } from '../commands/shortcut.ts'
import { IconButton, IconToggle } from './Button.tsx'
import { Segmented, Select } from './Fields.tsx'
import { MenuPopover, Popover, PopoverTrigger } from './Overlay.tsx'
import type { ChoiceItem, PanelItem, StripItem } from './strip-item.ts'

const pictured = ({ label, shortcut, isDisabled = false, testId }: Exclude<StripItem, ChoiceItem>) => ({
  label,
  isDisabled,
  ...(shortcut === undefined ? {} : { shortcut: shortcutLabel(shortcut) }),
  ...(testId === undefined ? {} : { 'data-testid': testId }),
})

const PanelButton = ({ item }: { readonly item: PanelItem }): ReactElement => {
  const [open, setOpen] = useState(false)
  const Icon = item.icon
  return (
    <PopoverTrigger isOpen={open} onOpenChange={setOpen}>
      <IconButton {...pictured(item)} className={item.isOn ? 'on' : ''}>
        <Icon />
      </IconButton>
      <Popover label={item.label}>{item.panel(() => setOpen(false))}</Popover>
    </PopoverTrigger>
  )
}

const Choice = ({ item }: { readonly item: ChoiceItem }): ReactElement => {
  const shared = {
    label: item.label,
    value: item.value,
    choices: item.choices,
    onChange: (id: string) => item.choices.find((choice) => choice.id === id)?.choose(),
  }
  return item.look === 'list' ? (
    <Select {...shared} hideLabel isDisabled={item.isDisabled ?? false} />
  ) : (
    <Segmented {...shared} />
  )
}

export const StripControl = ({ item }: { readonly item: StripItem }): ReactElement => {
  switch (item.kind) {
    case 'press':
      return (
        <IconButton {...pictured(item)} onPress={item.onPress}>
          <item.icon />
        </IconButton>
      )
    case 'toggle':
      return (
        <IconToggle {...pictured(item)} isSelected={item.isOn} onChange={item.onToggle}>
          <item.icon />
        </IconToggle>
      )
    case 'menu':
      return (
        <MenuTrigger>
          <IconButton {...pictured(item)}>
            <item.icon />
          </IconButton>
          <MenuPopover>{item.menu}</MenuPopover>
        </MenuTrigger>
      )
    case 'panel':
      return <PanelButton item={item} />
    case 'choice':
      return <Choice item={item} />
  }
}
