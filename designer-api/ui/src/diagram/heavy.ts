/** So many shapes and lines are drawn in some seconds; twice as many keep a tab from answering for a minute and more. */
const MOST = 5_000;

/** How many shapes and lines a diagram has. */
export const partsIn = (xml: string): number => xml.match(/<(?:[\w.-]+:)?BPMN(?:Shape|Edge)[\s/>]/g)?.length ?? 0;

export const isHeavy = (parts: number): boolean => parts > MOST;
