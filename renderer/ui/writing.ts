// Whether the project may be written: what would change it looks and is dead where it may only be read.
import { createContext, useContext } from 'react'

/** False while a project is open to read only; provided by the window, for everything in it. */
export const WritingContext = createContext(true)

/** @param writes the control changes the project. @returns whether it has to be dead. */
export const useBarred = (writes = false): boolean => !useContext(WritingContext) && writes
