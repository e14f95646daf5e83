declare module "diagram-js-minimap";
declare module "bpmn-js-i18n/translations/zn" {
  const words: Record<string, string>;
  export default words;
}
declare module "bpmn-js-create-append-anything" {
  export const CreateAppendAnythingModule: object;
}
