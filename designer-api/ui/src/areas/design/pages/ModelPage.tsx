import { Button, Group, Menu, SegmentedControl, Text, TextInput } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useLocation, useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { Download, Rocket } from "lucide-react";
import { Suspense, lazy, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useCommand } from "@/api/command";
import { keys } from "@/api/keys";
import { command, get, getTagged } from "@/api/request";
import type { Model, ModelProblem } from "@/api/types";
import { useMay } from "@/app/session";
import { WhenAsked } from "@/diagram/WhenAsked";
import { Dialog } from "@/shared/Dialog";
import { EmptyState } from "@/shared/EmptyState";
import { ErrorState } from "@/shared/ErrorState";
import { LoadingPage } from "@/shared/Loading";
import { Page } from "@/shared/Page";
import { useProblemText } from "@/shared/problemText";
import type { CanvasHandle } from "../modules/Canvas";
import { Origin } from "../modules/Origin";
import { Conflict, Removed, SaveMark } from "../modules/SaveMark";
import { Together } from "../modules/Together";
import { Problems } from "../modules/Problems";
import { endingOf, useProblems } from "../modules/check";
import { useSaver, type Typing } from "../modules/draft";
import { usePresence } from "../modules/presence";
import { showPlace } from "../modules/source";
import { download, toPng } from "../modules/save";
import { WithKeeper, useKeeper } from "../modules/typed";
import { VIEWS, placeOf, type ModelSearch, type View } from "../modules/search";
import classes from "../design.module.css";

const Drawing = lazy(() => import("@/diagram/Drawing"));
const Canvas = lazy(() => import("../modules/Canvas"));
const DecisionView = lazy(() => import("../decision/DecisionView"));
const FormBuilder = lazy(() => import("../forms/FormBuilder"));
const TryOut = lazy(() => import("../tryout/TryOut"));
const DeployDialog = lazy(() => import("../modules/DeployDialog").then((all) => ({ default: all.DeployDialog })));
const Compare = lazy(() => import("../modules/Compare").then((all) => ({ default: all.Compare })));
const Versions = lazy(() => import("../modules/Versions").then((all) => ({ default: all.Versions })));
const TreeView = lazy(() => import("../tree/TreeView"));

const isJson = (model: Model) => model.kind === "form" || model.kind === "scenario";

/** The designer: one draft, drawn or written, with its problems and versions. */
export function ModelPage() {
  const { id } = useParams({ strict: false }) as { id: string };
  const model = useQuery({ queryKey: keys.model(id), queryFn: () => get("/api/v1/models/{id}", { path: { id } }), staleTime: Infinity });
  // The text of the moment at which the page was opened; what is saved later comes from here. Whatever becomes stale meanwhile,
  // as all does for somebody who had to log in again: what is worked on is not taken away for what the server has.
  const [turn, setTurn] = useState(0);
  const text = useQuery({ queryKey: keys.modelPart(id, `text ${turn}`), queryFn: () => opening(id), staleTime: Infinity, gcTime: 0, refetchOnWindowFocus: false, refetchOnReconnect: false });
  const error = model.error ?? text.error;
  if (error) return <ErrorState error={error} />;
  if (!model.data || text.data === undefined) return <LoadingPage />;
  return <Designer key={`${id} ${turn}`} model={model.data} opened={text.data.xml} revision={text.data.revision} reload={() => void model.refetch().then(() => setTurn((now) => now + 1))} />;
}

/** The text, with the revision that it is of: what is known of the draft beside it may be older or newer. */
async function opening(id: string): Promise<{ xml: string; revision: number }> {
  const { body, tag } = await getTagged("/api/v1/models/{id}/xml", { path: { id }, query: { layout: true } });
  return { xml: body as string, revision: Number(/\d+/.exec(tag ?? "")?.[0]) };
}

interface Props {
  model: Model;
  opened: string;
  revision: number;
  reload: () => void;
}

function Designer({ model, opened, revision, reload }: Props) {
  const { t } = useTranslation(["design", "common"]);
  const client = useQueryClient();
  const navigate = useNavigate();
  const search = useSearch({ strict: false }) as ModelSearch;
  const { base, at } = placeOf(useLocation({ select: (location) => location.pathname }));
  const may = useMay();
  const edits = may("design-models");
  const canvas = useRef<CanvasHandle>(null);
  const source = useRef<HTMLTextAreaElement>(null);
  const [text, setText] = useState(opened);
  const [unreadable, setUnreadable] = useState<string | null>(null);
  const [deploying, setDeploying] = useState<string | null>(null);
  const [renaming, setRenaming] = useState(false);
  const [wanted, setWanted] = useState<string | null>(null);
  const views = VIEWS.filter((one) => one === "xml" || one === "versions" || (one === "table" ? model.kind === "dmn" : one === "form" ? model.kind === "form" : one === "test" ? edits && model.kind === "bpmn" : model.kind === "bpmn" || model.kind === "unknown"));
  const asked = at === "diff" ? "versions" : (at ?? search.view);
  const view = views.find((one) => one === asked) ?? (model.kind === "bpmn" ? "canvas" : model.kind === "dmn" ? "table" : model.kind === "form" ? "form" : "xml");
  const latest = useRef(text);
  const put = (next: string) => {
    latest.current = next;
    setText(next);
  };
  const keeper = useKeeper(() => changed());
  const current = async (typed: Typing = "all") => {
    if (typed !== "none") keeper.settle(typed === "all");
    if (view === "canvas" && canvas.current) return canvas.current.xml();
    // What a field gave on is written in this turn.
    await new Promise((resolve) => setTimeout(resolve));
    return latest.current;
  };
  const saver = useSaver(model, revision, current, keeper.pending);
  const problems = useProblems(model, () => current("none"));
  const go = (change: object) => void navigate({ to: ".", search: { ...search, ...change }, replace: true } as never);
  const show = async (next: View) => {
    const now = await current();
    put(now);
    setUnreadable(null);
    await saver.flush();
    if (next === "versions" || next === "test") void navigate({ to: `${base}/${next}`, search: {} } as never);
    else void navigate({ to: base, search: { view: next }, replace: at === undefined } as never);
  };
  const changed = () => {
    if (!edits) return;
    saver.changed();
    problems.changed();
  };
  const choose = (problem: ModelProblem) => {
    if (view === "xml") return showPlace(source.current, problem);
    if (!problem.element) return;
    if (view === "canvas") canvas.current?.choose(problem.element);
    else setWanted(problem.element);
  };
  const moved = (now: Model, replaced = false) => {
    client.setQueryData(keys.model(model.id), now);
    saver.moved(now, replaced);
  };
  const { now: told, others } = usePresence(model.id, edits);
  // While something is being saved here nobody knows yet whether that is it.
  const later = told?.revision && told.revision > saver.seen() && saver.state.kind !== "saving" ? told : undefined;
  useEffect(() => {
    if (!later?.revision || !later.text) return;
    // Another name is no other text: one goes on on top of it.
    if (later.text <= saver.seen()) void get("/api/v1/models/{id}", { path: { id: model.id } }).then((now) => now.text <= saver.seen() && moved(now), () => undefined);
    else saver.behind({ by: later.changedBy ?? "", at: later.changed ?? "", revision: later.revision });
  }, [later?.revision]);
  const deploy = async () => {
    const now = await current();
    if (await saver.flush()) setDeploying(now);
  };
  // What is too large to be drawn here, or not shown as a diagram, is drawn by the server: as it is saved.
  const picture = async () => canvas.current?.svg() ?? (await saver.flush(), get("/api/v1/models/{id}/diagram.svg", { path: { id: model.id } }) as Promise<string>);
  const name = model.name.replace(/[^\w\u4e00-\u9fff-]+/g, "-") || "model";
  return (
    <WithKeeper value={keeper}>
    <Page
      title={model.name}
      actions={
        <>
          <SaveMark state={saver.state} />
          <Together others={others} now={told} model={model} />
          <SegmentedControl
            size="xs"
            aria-label={t("view.label")}
            value={view}
            onChange={(next) => void show(next as View)}
            data={views.map((one) => ({ value: one, label: t(`view.${one === "xml" && isJson(model) ? "json" : one}`) }))}
          />
          <Group gap="xs" ms="auto" {...(at === "diff" ? { visibleFrom: "sm" } : {})}>
            {edits && (
              <Button variant="default" onClick={() => setRenaming(true)}>
                {t("rename.title")}
              </Button>
            )}
            <Menu position="bottom-end">
              <Menu.Target>
                <Button variant="default" leftSection={<Download size={14} aria-hidden />}>
                  {t("export.title")}
                </Button>
              </Menu.Target>
              <Menu.Dropdown>
                <Menu.Item onClick={() => void current().then((xml) => download(`${name}.${endingOf(model.kind)}`, isJson(model) ? "application/json" : "application/xml", xml))}>{t("export.file")}</Menu.Item>
                {model.kind === "bpmn" && (
                  <>
                    <Menu.Item onClick={() => void picture().then((svg) => download(`${name}.svg`, "image/svg+xml", svg))}>{t("export.svg")}</Menu.Item>
                    <Menu.Item onClick={() => void picture().then(toPng).then((png) => download(`${name}.png`, "image/png", png))}>{t("export.png")}</Menu.Item>
                  </>
                )}
              </Menu.Dropdown>
            </Menu>
            {may("deploy") && (
              <Button leftSection={<Rocket size={14} aria-hidden />} onClick={() => void deploy()}>
                {t("deploy.open")}
              </Button>
            )}
          </Group>
        </>
      }
    >
      <div className={classes.whole}>
      {at === undefined && <Origin model={model} />}
      {told?.revision === null && <Removed model={model} copy={current} />}
      {saver.state.kind === "conflict" && <Conflict model={model} state={saver.state} onTheirs={reload} onMine={() => void saver.overwrite()} copy={current} />}
      {view === "canvas" && unreadable !== null && (
        <EmptyState title={t("canvas.unreadable")} hint={unreadable}>
          <Button onClick={() => void show("xml")}>{t("canvas.toXml")}</Button>
        </EmptyState>
      )}
      {view === "canvas" && unreadable === null && (
        <div className={classes.designer}>
          <Suspense fallback={<LoadingPage />}>
            <WhenAsked
              xml={text}
              onHeld={problems.look}
              image={(beside) => (
                <div className={classes.held}>
                  <Drawing of={{ model: model.id, revision: model.revision }} label={model.name} beside={beside} fills />
                </div>
              )}
              otherwise={
                <>
                  <Text size="sm" c="dimmed">{t("canvas.heavy")}</Text>
                  <Button onClick={() => void show("xml")}>{t("canvas.toXml")}</Button>
                </>
              }
            >
              <Canvas ref={canvas} xml={text} problems={problems.problems ?? []} onChanged={changed} chosen={wanted} onReady={problems.look} onUnreadable={setUnreadable} />
            </WhenAsked>
          </Suspense>
          <Problems problems={problems.problems} onChoose={choose} />
        </div>
      )}
      {view === "tree" && (
        <div className={classes.designer} data-flows>
          <Suspense fallback={<LoadingPage />}>
            <TreeView
              xml={text}
              edits={edits}
              problems={problems.problems ?? []}
              wanted={wanted}
              onXml={(xml) => {
                put(xml);
                changed();
              }}
              onReady={problems.look}
              onCanvas={(element) => {
                setWanted(element);
                void show("canvas");
              }}
            />
          </Suspense>
          <Problems problems={problems.problems} onChoose={choose} />
        </div>
      )}
      {view === "form" && (
        <div className={classes.designer} data-flows>
          <Suspense fallback={<LoadingPage />}>
            <FormBuilder
              text={text}
              edits={edits}
              onText={(next) => {
                put(next);
                changed();
              }}
              onReady={problems.look}
              onJson={() => void show("xml")}
            />
          </Suspense>
          <Problems problems={problems.problems} onChoose={choose} />
        </div>
      )}
      {view === "test" && (
        <Suspense fallback={<LoadingPage />}>
          <TryOut model={model} xml={text} />
        </Suspense>
      )}
      {view === "table" && (
        <div className={classes.designer} data-flows>
          <Suspense fallback={<LoadingPage />}>
            <DecisionView
              xml={text}
              edits={edits}
              problems={problems.problems ?? []}
              onXml={(xml) => {
                put(xml);
                changed();
              }}
              onReady={problems.look}
              onXmlView={() => void show("xml")}
            />
          </Suspense>
          <Problems problems={problems.problems} onChoose={choose} />
        </div>
      )}
      {view === "xml" && (
        <div className={classes.designer} data-flows>
          <textarea
            className={classes.source}
            ref={source}
            aria-label={t("view.xml")}
            spellCheck={false}
            readOnly={!edits}
            value={text}
            onChange={(event) => {
              put(event.currentTarget.value);
              changed();
            }}
          />
          <Problems problems={problems.problems} onChoose={choose} />
        </div>
      )}
      {view === "versions" && (
        <Suspense fallback={<LoadingPage />}>
          {at === "diff" ? (
            <Compare model={model} base={base} search={search} onGo={go} />
          ) : (
            <Versions
              model={model}
              base={base}
              mayEdit={edits}
              onRestored={(now) => {
                moved(now, true);
                reload();
              }}
            />
          )}
        </Suspense>
      )}
      </div>
      {deploying !== null && (
        <Suspense fallback={null}>
          <DeployDialog model={model} revision={saver.seen()} xml={deploying} onClose={() => setDeploying(null)} onChoose={choose} onKept={moved} />
        </Suspense>
      )}
      {renaming && <Rename model={model} onClose={() => setRenaming(false)} onDone={moved} flush={saver.flush} seen={saver.seen} />}
    </Page>
    </WithKeeper>
  );
}

function Rename({ model, onClose, onDone, flush, seen }: { model: Model; onClose: () => void; onDone: (model: Model) => void; flush: () => Promise<boolean>; seen: () => number }) {
  const { t } = useTranslation(["design", "common"]);
  const say = useProblemText();
  const [name, setName] = useState(model.name);
  const rename = useCommand(
    async (text: string, key) => {
      await flush();
      return command("patch", "/api/v1/models/{id}", { path: { id: model.id }, body: { name: text } } as never, key, { headers: { "if-match": `"${seen()}"` } }) as Promise<Model>;
    },
    {
      stale: [keys.models()],
      onDone: (now) => {
        onDone(now);
        onClose();
      },
    },
  );
  return (
    <Dialog onClose={onClose} title={t("rename.title")}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (name.trim()) rename.mutate(name.trim());
        }}
      >
        <TextInput data-autofocus required label={t("rename.name")} value={name} onChange={(event) => setName(event.currentTarget.value)} />
        {rename.error && (
          <Text c="red" role="alert">
            {say(rename.error)}
          </Text>
        )}
        <Group justify="flex-end" mt="sm">
          <Button type="submit" loading={rename.isPending}>
            {t("common:action.save")}
          </Button>
        </Group>
      </form>
    </Dialog>
  );
}
