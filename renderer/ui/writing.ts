// Whether the project may be written: what would change it looks and is dead where it may only be read.
import { createContext, useContext } from 'react'

/** False while a project is open to read only; provided by the window, for everything in it. */
export const WritingContext = createContext(true)

/** True around fields whose values belong to the project, so that no field there has to say so itself. */
export const ProjectFields = createContext(false)

/** @param writes of one field; left out, what is said around it. */
export const useBarredField = (writes?: boolean): boolean => {
  const isProjects = useContext(ProjectFields)
  return useBarred(writes ?? isProjects)
}

/** @param writes the control changes the project. @returns whether it has to be dead. */
export const useBarred = (writes = false): boolean => !useContext(WritingContext) && writes
