import "@mantine/core/styles/Drawer.css";
import { Button, Group } from "@mantine/core";
import { Move, PencilRuler, Trash2 } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Shape } from "@/diagram/canvas";
import "@/diagram/diagram.css";
import { Drawer } from "@/shared/Drawer";
import { LoadingRows } from "@/shared/Loading";
import { usePhone } from "@/shared/usePhone";
import type { Located } from "../modules/faults";
import { Inspector } from "../modules/Inspector";
import { canvasOf, eventsOf, makeModeler, registryOf, type Modeler } from "../modules/modeler";
import type { TreeBranch, TreeNode } from "./ask";
import type { Acts } from "./Steps";
import classes from "./tree.module.css";

interface Props {
  id: string;
  found: { node: TreeNode } | { branch: TreeBranch; of: TreeNode };
  text: () => string;
  edits: boolean;
  problems: Located[];
  acts: Acts;
  onXml: (xml: string) => void;
  onCanvas: (element: string) => void;
  onClose: () => void;
}

/** All that is said of one step: the fields of the inspector, and where the step stands in the diagram. */
export function NodeDrawer({ id, found, text, edits, problems, acts, onXml, onCanvas, onClose }: Props) {
  const { t, i18n } = useTranslation(["tree", "common"]);
  const phone = usePhone();
  const [box, setBox] = useState<HTMLDivElement | null>(null);
  const [opened, setOpened] = useState<{ modeler: Modeler; shape: Shape } | null>(null);
  const told = useRef({ text, onXml });
  told.current = { text, onXml };
  useEffect(() => {
    if (!box) return;
    let over = false;
    let made: Modeler | null = null;
    const open = async () => {
      const fresh = await makeModeler(box);
      if (over) return fresh.destroy();
      made = fresh;
      await fresh.importXML(told.current.text());
      const shape = registryOf(fresh).get(id);
      if (over || !shape) return;
      const canvas = canvasOf(fresh);
      canvas.zoom("fit-viewport", "auto");
      canvas.addMarker(id, "weir-chosen");
      eventsOf(fresh).on("commandStack.changed", () => {
        void fresh.saveXML({ format: true }).then(({ xml }) => {
          // What was typed last is put when the drawer is closed under it.
          if (xml) told.current.onXml(xml);
        });
      });
      setOpened({ modeler: fresh, shape });
    };
    void open().catch(() => undefined);
    return () => {
      over = true;
      setOpened(null);
      made?.destroy();
    };
  }, [box, id, i18n.language]);
  const node = "node" in found ? found.node : null;
  const fixed = node?.kind === "start" || node?.kind === "end";
  return (
    <Drawer
      onClose={onClose}
      position={phone ? "bottom" : "right"}
      size={phone ? "86%" : 380}
      title={node ? t(`kind.${node.kind}`) : t("way.title")}
      padding={0}
      overlayProps={{ backgroundOpacity: phone ? 0.4 : 0.15 }}
      classNames={{ header: classes.drawerHead!, body: classes.drawerBody! }}
    >
      {!opened && <LoadingRows rows={6} />}
      <fieldset className={classes.fields} disabled={!edits} data-testid="step-fields" data-ready={opened !== null}>
        {opened && <Inspector modeler={opened.modeler} element={opened.shape} problems={problems} lead={node?.kind === "approver" || node?.kind === "copy" ? "approval" : undefined} />}
      </fieldset>
      <div className={classes.preview} aria-hidden>
        <div className="weir-paper" ref={setBox} />
      </div>
      <Group gap="xs" p="sm" className={classes.drawerFoot}>
        <Button variant="default" leftSection={<PencilRuler size={14} aria-hidden />} onClick={() => onCanvas(id)}>
          {t("onCanvas")}
        </Button>
        {edits && node && !fixed && (node.branches.length === 0 || node.join) && (
          <Button
            variant="default"
            leftSection={<Move size={14} aria-hidden />}
            onClick={() => {
              onClose();
              acts.startMove(id);
            }}
          >
            {t("move")}
          </Button>
        )}
        {edits && !fixed && (
          <Button
            variant="default"
            color="red"
            leftSection={<Trash2 size={14} aria-hidden />}
            onClick={() => {
              onClose();
              if (node) acts.remove(id);
              else acts.removeBranch(id);
            }}
          >
            {t("common:action.remove")}
          </Button>
        )}
      </Group>
    </Drawer>
  );
}
