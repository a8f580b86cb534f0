//! From the lists to the matcher.

use super::pack::{Kind, Match, Name, Pack};
use super::trie::Case;
use super::{Entity, Form, Lexicon};

impl Lexicon {
    /// Puts every form of every list, and the ISV's own names, into the matcher. Own names come
    /// first, so that no list can take them away.
    pub(crate) fn compile(&mut self, own: &[String]) {
        for name in own {
            self.add(name, Match::AnyCase, Entity::Own);
        }
        let packs = std::mem::take(&mut self.packs);
        for (pack, p) in packs.iter().enumerate() {
            for (name, n) in p.names.iter().enumerate() {
                self.add_name(n, &p.prefixes, Entity::Name { pack, name });
            }
            for (entry, o) in p.outdated.iter().enumerate() {
                let entity = Entity::Outdated { pack, entry };
                self.add(&o.name, o.matching, entity);
                self.add_after_owner(&o.name, p, entity);
            }
            let domains = p.links.domains.iter().map(|d| (d, Entity::Address(pack)));
            let company = &p.links.company_domains;
            let company = company.iter().map(|d| (d, Entity::CompanyAddress(pack)));
            self.hosts.extend(
                domains
                    .chain(company)
                    .map(|(d, entity)| (d.to_ascii_lowercase(), entity)),
            );
            for region in &p.regions {
                self.add(region, Match::AnyCase, Entity::Region(pack));
            }
            for legal in &p.legal {
                self.add(legal, Match::AnyCase, Entity::Legal(pack));
            }
        }
        self.packs = packs;
        let vendors = std::mem::take(&mut self.vendors);
        for (vendor, v) in vendors.iter().enumerate() {
            self.add(&v.name, v.matching, Entity::Vendor(vendor));
            for form in v.aliases.iter().chain(&v.products) {
                self.add(form, Match::ExactCase, Entity::Vendor(vendor));
            }
        }
        self.vendors = vendors;
        let industry = std::mem::take(&mut self.industry);
        for (entry, o) in industry.iter().enumerate() {
            self.add(&o.name, o.matching, Entity::Industry(entry));
        }
        self.industry = industry;
        let shared = std::mem::take(&mut self.shared);
        for (name, s) in shared.iter().enumerate() {
            self.add(&s.name, s.matching, Entity::Shared(name));
        }
        self.shared = shared;
        let neutral = std::mem::take(&mut self.neutral);
        for n in &neutral {
            self.add(&n.name, Match::AnyCase, Entity::Neutral);
        }
        self.neutral = neutral;
    }

    fn add_name(&mut self, name: &Name, prefixes: &[String], entity: Entity) {
        let exchanged =
            matches!(name.kind, Kind::Service | Kind::Product) && name.category != "portable";
        let prefixes = if exchanged { prefixes } else { &[] };
        let listed =
            name.exact_case.contains(&name.name) || name.needs_context.contains(&name.name);
        if !listed {
            self.add_with_prefixes(&name.name, Match::AnyCase, prefixes, entity);
        }
        for form in &name.any_case {
            self.add_with_prefixes(form, Match::AnyCase, prefixes, entity);
        }
        for form in &name.exact_case {
            self.add_with_prefixes(form, Match::ExactCase, prefixes, entity);
            if name.needs_context.contains(form)
                && let Some(added) = self.forms.iter_mut().rev().find(|f| f.entity == entity)
            {
                added.ordinary = true;
            }
        }
        for form in &name.needs_context {
            if !name.exact_case.contains(form) {
                self.add(form, Match::NeedsContext, entity);
            }
        }
    }

    /// 'Azure Active Directory' is also written 'Microsoft Azure Active Directory'. Without that
    /// form the words 'Microsoft Azure' would hide the old name behind a current one.
    fn add_after_owner(&mut self, form: &str, pack: &Pack, entity: Entity) {
        let owners = || std::iter::once(&pack.company).chain(&pack.prefixes);
        let starts_with = |owner: &String| {
            form.get(..owner.len())
                .is_some_and(|start| start.eq_ignore_ascii_case(owner))
                && form[owner.len()..].starts_with(' ')
        };
        if owners().any(starts_with) {
            return;
        }
        for (at, owner) in owners().enumerate() {
            if at == 0 || *owner != pack.company {
                self.add(&format!("{owner} {form}"), Match::ExactCase, entity);
            }
        }
    }

    /// 'Amazon S3' is also written 'AWS S3'. Only services change their first name so; a program or
    /// a portable product does not.
    fn add_with_prefixes(
        &mut self,
        form: &str,
        matching: Match,
        prefixes: &[String],
        entity: Entity,
    ) {
        self.add(form, matching, entity);
        for prefix in prefixes {
            let Some(rest) = form
                .strip_prefix(prefix.as_str())
                .and_then(|r| r.strip_prefix(' '))
            else {
                continue;
            };
            for other in prefixes.iter().filter(|p| *p != prefix) {
                self.add(&format!("{other} {rest}"), Match::ExactCase, entity);
            }
        }
    }

    fn add(&mut self, form: &str, matching: Match, entity: Entity) {
        let id = u32::try_from(self.forms.len()).unwrap_or(u32::MAX);
        let case = if matching == Match::AnyCase {
            Case::Any
        } else {
            Case::Exact
        };
        self.trie.insert(form, case, id);
        self.forms.push(Form {
            entity,
            matching,
            ordinary: false,
        });
    }
}
