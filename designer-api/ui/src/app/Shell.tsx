import { ActionIcon, Badge, Kbd, UnstyledButton } from "@mantine/core";
import { useHotkeys } from "@mantine/hooks";
import { Link, useLocation } from "@tanstack/react-router";
import { useQueryClient } from "@tanstack/react-query";
import { Menu as MenuIcon, Search, UserRound } from "lucide-react";
import { Suspense, lazy, useEffect, useRef, useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
// Most pages want to hear of something: with the shell it is no file of its own.
import "@/api/topics";
import { GROUPS, type NavItem } from "@/areas/area";
import { useCounts } from "@/shared/counts";
import { Opening } from "@/shared/Opening";
import { notifyNotice } from "@/shared/notify";
import { AwayMark } from "./AwayMark";
import { Mark } from "./Mark";
import { NoticesButton } from "./NoticesButton";
import { LanguageSwitch, ThemeSwitch } from "./Switches";
import { TenantMark } from "./TenantMark";
import { useLanding, useNav } from "./nav";
import { useExpired, useMe } from "./session";
import classes from "./app.module.css";

const CommandPalette = lazy(() => import("./CommandPalette"));
const UserMenu = lazy(() => import("./UserMenu"));
const MoreDrawer = lazy(() => import("./MoreDrawer"));

/** The frame of every page: header, ways, page; on phones a bar at the bottom. */
export function Shell({ children }: { children: ReactNode }) {
  const { t } = useTranslation();
  const nav = useNav();
  const landing = useLanding();
  const ways = useWayInSight();
  const [palette, setPalette] = useState(false);
  // What was typed for it before it was there.
  const typed = useRef("");
  const search = () => {
    typed.current = "";
    setPalette(true);
  };
  const [more, setMore] = useState(false);
  useHotkeys([["mod+K", () => palette || search()]], []);
  useEvents();
  return (
    <div className={classes.shell}>
      <a className={classes.skip} href="#main">
        {t("shell.skip")}
      </a>
      <header className={classes.header}>
        <Mark />
        <UnstyledButton className={`${classes.search} ${classes.wide}`} onClick={search}>
          <Search size={14} aria-hidden />
          <span>{t("palette.open")}</span>
          <span className={classes.grow} />
          <Kbd size="xs">{t("palette.keys")}</Kbd>
        </UnstyledButton>
        <span className={classes.grow} />
        <ActionIcon hiddenFrom="sm" aria-label={t("palette.open")} onClick={search}>
          <Search size={18} />
        </ActionIcon>
        <AwayMark />
        <TenantMark className={classes.wide} />
        <NoticesButton />
        <span className={classes.wide}>
          <LanguageSwitch />
        </span>
        <span className={classes.wide}>
          <ThemeSwitch />
        </span>
        <UserButton />
      </header>
      <nav ref={ways} className={classes.nav} aria-label={t("shell.nav")}>
        <NavList items={nav} />
      </nav>
      <main id="main" className={classes.main} tabIndex={-1}>
        {children}
      </main>
      <nav className={classes.bottom} aria-label={t("shell.bottom")}>
        {nav
          .filter((item) => item.phone || item.to === landing)
          // Where somebody begins is always in reach of their thumb.
          .sort((one, other) => Number(other.to === landing) - Number(one.to === landing))
          .slice(0, 4)
          .map((item) => (
            <Way key={item.to} item={item} className={classes.tab}>
              <item.icon size={20} aria-hidden />
              <span>{t(item.label)}</span>
            </Way>
          ))}
        <UnstyledButton className={classes.tab} onClick={() => setMore(true)}>
          <MenuIcon size={20} aria-hidden />
          <span>{t("shell.more")}</span>
        </UnstyledButton>
      </nav>
      {more && (
        <Suspense fallback={null}>
          <MoreDrawer onClose={() => setMore(false)}>
            <NavList items={nav} />
          </MoreDrawer>
        </Suspense>
      )}
      {palette && (
        <Suspense fallback={<Opening onTyped={(letter) => (typed.current += letter)} onClose={() => setPalette(false)} />}>
          <CommandPalette typed={typed} onClose={() => setPalette(false)} />
        </Suspense>
      )}
    </div>
  );
}

/** A way into an area, marked while one is there. */
function Way({ item, className, children }: { item: NavItem; className: string | undefined; children: ReactNode }) {
  const { pathname, search } = useLocation();
  const below = pathname === item.to || pathname.startsWith(`${item.to}/`);
  const here = item.isAt ? item.isAt(pathname, search as Record<string, unknown>) : below;
  return (
    <Link to={item.to} className={className} data-here={here} aria-current={here ? "page" : undefined}>
      {children}
    </Link>
  );
}

function NavList({ items }: { items: NavItem[] }) {
  const { t } = useTranslation();
  const counts = useCounts();
  return GROUPS.map((group) => {
    const its = items.filter((item) => item.group === group);
    if (its.length === 0) return null;
    return (
      <div key={group}>
        <div className={classes.group}>{t(`group.${group}`)}</div>
        {its.map((item) => (
          <Way key={item.to} item={item} className={classes.item}>
            <item.icon size={16} aria-hidden />
            {t(item.label)}
            {item.badge === "todo" && counts !== undefined && counts.todo > 0 && (
              <Badge className={classes.badge} size="sm" circle={counts.todo < 10}>
                {counts.todo}
              </Badge>
            )}
          </Way>
        ))}
      </div>
    );
  });
}

/** A menu is loaded when somebody first asks for it. */
function UserButton() {
  const { t } = useTranslation();
  const me = useMe();
  const [asked, setAsked] = useState(false);
  const button = (
    <ActionIcon aria-label={t("shell.user", { name: me.name || me.user })} aria-haspopup="menu" onClick={() => setAsked(true)}>
      <UserRound size={16} />
    </ActionIcon>
  );
  return asked ? (
    <Suspense fallback={button}>
      <UserMenu />
    </Suspense>
  ) : (
    button
  );
}

/** The way to where one is, however long the list of them. */
function useWayInSight() {
  const { pathname } = useLocation();
  const ways = useRef<HTMLElement>(null);
  useEffect(() => {
    // Newer browsers answer with a promise: that is nothing to be called when the page changes.
    void ways.current?.querySelector("[data-here=true]")?.scrollIntoView({ block: "nearest" });
  }, [pathname]);
  return ways;
}

/** What the server tells as it happens: to nobody who has to log in again, who then hears what came meanwhile. */
function useEvents(): void {
  const { person } = useMe();
  const client = useQueryClient();
  const expired = useExpired();
  useEffect(() => {
    if (expired) return;
    let stop: (() => void) | "over" | undefined;
    // No page needs it to be there; whoever is away when it is asked for hears of it with the next page.
    const coming = import("@/api/sse").then(({ listen }) => {
      if (stop !== "over") stop = listen(person, client, (kind, notice) => void notifyNotice(kind, notice));
    });
    coming.catch(() => undefined);
    return () => {
      if (typeof stop === "function") stop();
      stop = "over";
    };
  }, [person, client, expired]);
}
