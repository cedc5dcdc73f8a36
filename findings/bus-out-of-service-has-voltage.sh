#!/usr/bin/env bash
# Guessed: a pandapower net converted by power-grid-model-io has the voltages it had: 0.9867 at the end of the feeder, none where the bus is out of service; a tap changer at step 4
#   whose type nobody gave does nothing in both, or is an error.
# Seen: the bus that is out of service is in service again, with its load of 4 MW and 0.9867. The tap of no type counts: 0.9112 in place of 0.9867. With a type, with loads of constant
#   impedance or current, parallel lines, shunts and motors both agree to a ten-thousandth.
# Why it matters: a switched-off substation draws power in the model in which losses are searched.
# Version: power-grid-model-io 1.3.38, power-grid-model 1.12.110, pandapower 3.5.6
. "$(dirname "$0")/lib/fresh.sh"
python_with power-grid-model-io==1.3.38 power-grid-model==1.12.110 pandapower==3.5.6 pandas==2.3.3 structlog==26.1.0 <<'PY'
import logging

import pandapower
import structlog
from finding import told
from power_grid_model import PowerGridModel
from power_grid_model_io.converters import PandaPowerConverter

structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))


def voltages(tap=0, changer="Ratio", in_service=True):
    net = pandapower.create_empty_network(f_hz=50)
    source, middle, end = (pandapower.create_bus(net, kv) for kv in (110, 10, 10))
    pandapower.create_ext_grid(net, source, s_sc_max_mva=1e6, rx_max=0.1)
    pandapower.create_transformer_from_parameters(net, source, middle, sn_mva=25, vn_hv_kv=110, vn_lv_kv=10.5, vkr_percent=0.5, vk_percent=10, pfe_kw=20, i0_percent=0.1, shift_degree=150,
        vector_group="Dyn5", tap_side="hv", tap_neutral=0, tap_min=-9, tap_max=9, tap_step_percent=1.78, tap_pos=tap, tap_changer_type=changer)
    pandapower.create_line_from_parameters(net, middle, end, length_km=5, r_ohm_per_km=0.2, x_ohm_per_km=0.3, c_nf_per_km=10, max_i_ka=0.4)
    pandapower.create_load(net, end, p_mw=4, q_mvar=1)
    net.bus.loc[end, "in_service"] = in_service
    pandapower.runpp(net, numba=False)
    data, _ = PandaPowerConverter().load_input_data(net)
    converted = PowerGridModel(data).calculate_power_flow()["node"]["u_pu"]
    return [str(round(float(per_unit[-1]), 4)) for per_unit in (net.res_bus.vm_pu.to_numpy(), converted)]


seen = {"as it is": voltages(), "tap at 4": voltages(tap=4), "tap without a type": voltages(tap=4, changer=None), "bus out of service": voltages(in_service=False)}
told(["power-grid-model-io", "power-grid-model", "pandapower"], "twice the same in each", seen,
     {"as it is": ["0.9867", "0.9867"], "tap at 4": ["0.9112", "0.9112"], "tap without a type": ["0.9867", "0.9112"], "bus out of service": ["nan", "0.9867"]})
PY
