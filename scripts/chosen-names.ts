/**
 * Calls the variables of the client as the members that it hands them over by, those of its port above all. Then each is
 * written once, as `{ a, b }` in place of `{ a: x, b: y }`: a hundred bytes of what is sent. Modules hand over too little.
 */
import ts from 'typescript'

/** The names that variables of a bundle are to get, by those that they have. `names` are the short ones of members. */
export function chosenNames(bundle: string, names: Readonly<Record<string, string>>): Record<string, string> {
  const short = new Set(Object.values(names).filter(isVariable))
  const chosen: Record<string, string> = {}
  const visit = (node: ts.Node): void => {
    if (ts.isPropertyAssignment(node) && ts.isIdentifier(node.name) && ts.isIdentifier(node.initializer)) {
      const [name, variable] = [node.name.text, node.initializer.text]
      // Each name is that of one variable.
      if (!Object.hasOwn(chosen, variable) && short.delete(name)) chosen[variable] = name
    }
    ts.forEachChild(node, visit)
  }
  visit(ts.createSourceFile('bundle.js', bundle, ts.ScriptTarget.Latest, false, ts.ScriptKind.JS))
  return chosen
}

/** Some names of members can be no variables. */
function isVariable(name: string): boolean {
  return !/^(do|if|in)$/.test(name)
}
