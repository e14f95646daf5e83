//! Steps that nobody need do: passed by where a condition holds, replaced by what they decide, merged into another one.
use super::{Job, NoRedesign, shape};
use crate::exchange::escaped;

impl Job<'_> {
    /// Always: what the step would have decided is set by a script in its place, or nothing comes in its place. With a
    /// condition: an exclusive gateway before it passes it by.
    pub(super) fn pass(
        &mut self,
        task: &str,
        when: Option<&str>,
        decided: Option<&(String, String)>,
    ) -> Result<bool, NoRedesign> {
        let place = self.place(task)?;
        let name = self.text.document.element(place.number).get("name").unwrap_or(task).to_owned();
        let (out, into) = (self.id(place.out), self.ids(&place.into));
        let into: Vec<&str> = into.iter().map(String::as_str).collect();
        let Some(when) = when else {
            let Some((variable, value)) = decided else {
                let target = self.id(place.target);
                for flow in &place.into {
                    self.text.lead(*flow, &target);
                }
                self.text.untell(place.target, "incoming", &out);
                for flow in &into {
                    self.text.tell(place.target, "incoming", flow);
                }
                self.drop(&[place.number, place.out]);
                return Ok(true);
            };
            let id = self.text.fresh("decided");
            for flow in &place.into {
                self.text.lead(*flow, &id);
            }
            self.text.set(place.out, "sourceRef", &id);
            self.script(place.number, &id, &name, (variable, value), (&into, &[&out]));
            self.drop(&[place.number]);
            return Ok(true);
        };
        let [split, join] = ["split", "join"].map(|word| self.text.fresh(word));
        let [passed, asked, done, on] = ["passed", "asked", "done", "decided_on"].map(|word| self.text.fresh(word));
        self.lead_all(&place.into, place.number, &split);
        self.text.tell(place.number, "incoming", &asked);
        self.text.retell(place.number, "outgoing", &out, &done);
        self.text.set(place.out, "sourceRef", &join);
        let gateway = format!(" id=\"{split}\" default=\"{asked}\"");
        self.put(place.number, "exclusiveGateway", &gateway, "", (&into, &[&passed, &asked]));
        let gateway = format!(" id=\"{join}\"");
        let last = if decided.is_some() { &on } else { &passed };
        self.put(place.number, "exclusiveGateway", &gateway, "", (&[&done, last], &[&out]));
        self.put_flow(place.out, &asked, &split, task, None);
        self.put_flow(place.out, &done, task, &join, None);
        match decided {
            None => self.put_flow(place.out, &passed, &split, &join, Some(when)),
            Some((variable, value)) => {
                let id = self.text.fresh("decided");
                self.script(place.number, &id, &name, (variable, value), (&[&passed], &[&on]));
                self.put_flow(place.out, &passed, &split, &id, Some(when));
                self.put_flow(place.out, &on, &id, &join, None);
            }
        }
        Ok(true)
    }

    fn ids(&self, flows: &[usize]) -> Vec<String> {
        flows.iter().map(|flow| self.id(*flow)).collect()
    }

    fn script(&mut self, behind: usize, id: &str, name: &str, sets: (&str, &str), flows: (&[&str], &[&str])) {
        let (p, indent) = (self.text.prefix(), self.text.beside(behind));
        let (w, _) = self.text.weir();
        let attributes = format!(
            " id=\"{id}\" name=\"{}\" scriptFormat=\"feel\" {w}resultVariable=\"{}\"",
            escaped(name),
            escaped(sets.0)
        );
        let inner = format!("{indent}  <{p}script>{}</{p}script>", escaped(sets.1));
        self.put(behind, "scriptTask", &attributes, &inner, flows);
    }

    /// The second step goes; its name stays beside that of the first.
    pub(super) fn merge(&mut self, first: &str, second: &str) -> Result<bool, NoRedesign> {
        let (a, b) = (self.place(first)?, self.place(second)?);
        if a.target != b.number || b.into.len() != 1 || b.target == a.number {
            return Err(shape(format!("`{second}` does not directly and only follow `{first}`: draw it by hand")));
        }
        let name = |number: usize, id: &str| {
            self.text.document.element(number).get("name").map_or_else(|| id.to_owned(), str::to_owned)
        };
        let name = format!("{} + {}", name(a.number, first), name(b.number, second));
        let (between, behind) = (self.id(a.out), self.id(b.out));
        self.text.set(a.number, "name", &name);
        self.text.retell(a.number, "outgoing", &between, &behind);
        self.text.set(b.out, "sourceRef", first);
        self.drop(&[b.number, a.out]);
        Ok(true)
    }

    /// A business rule task in the place of the step.
    pub(super) fn decide(&mut self, task: &str, decision: &str, result: &str) -> Result<bool, NoRedesign> {
        let place = self.place(task)?;
        let name = self.text.document.element(place.number).get("name").unwrap_or(task).to_owned();
        let (out, into) = (self.id(place.out), self.ids(&place.into));
        let into: Vec<&str> = into.iter().map(String::as_str).collect();
        let (id, (w, _)) = (self.text.fresh("decide"), self.text.weir());
        for flow in &place.into {
            self.text.lead(*flow, &id);
        }
        self.text.set(place.out, "sourceRef", &id);
        let attributes = format!(
            " id=\"{id}\" name=\"{}\" {w}decision=\"{}\" {w}resultVariable=\"{}\" {w}mapDecisionResult=\"singleEntry\"",
            escaped(&name),
            escaped(decision),
            escaped(result)
        );
        self.put(place.number, "businessRuleTask", &attributes, "", (&into, &[&out]));
        self.drop(&[place.number]);
        Ok(true)
    }
}
